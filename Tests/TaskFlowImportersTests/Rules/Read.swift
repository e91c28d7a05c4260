@testable import TaskFlowImporters

/// Reads texts that a test writes itself.
enum Read {
    static func file(
        _ text: String, as name: String = "file", _ format: ImportFormat? = nil,
        _ adjust: (inout ImportWishes) -> Void = { _ in }
    ) throws(ImportFault) -> ForeignFile {
        var wishes = ImportWishes()
        wishes.format = format
        adjust(&wishes)
        return try ImportReader.read(ImportSourceFile(name: name, bytes: Array(text.utf8)), wishes)
    }

    static func tasks(
        _ text: String, as name: String = "file", _ format: ImportFormat? = nil,
        _ adjust: (inout ImportWishes) -> Void = { _ in }
    ) throws(ImportFault) -> [ForeignTask] {
        try file(text, as: name, format, adjust).projects.flatMap(\.tasks)
    }

    /// What is wrong with a text; `nil` where it is read.
    static func fault(_ text: String, as name: String = "file", _ format: ImportFormat? = nil) -> String? {
        do throws(ImportFault) {
            _ = try file(text, as: name, format)
            return nil
        } catch { return error.message }
    }
}
