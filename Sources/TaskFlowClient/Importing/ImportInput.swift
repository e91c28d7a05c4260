internal import Foundation
internal import TaskFlowImporters

/// Reads what is to be imported: a file, a folder or the standard input.
enum ImportInput {
    /// So many files, and so many bytes, a folder may have.
    private static let (fileLimit, byteLimit) = (50_000, 64 << 20)

    static func read(_ path: String) throws(UsageError) -> ImportSourceFile {
        if path == "-" {
            return ImportSourceFile(name: "standard input", bytes: try BodyFile.bytes("-", "Standard input"))
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw UsageError("There is no file \(path)")
        }
        let name = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
        guard isFolder.boolValue else { return ImportSourceFile(name: name, bytes: try BodyFile.bytes(path, path)) }
        if let inner = known(in: path) {
            return ImportSourceFile(name: inner.name, bytes: try BodyFile.bytes(inner.path, inner.path))
        }
        return ImportSourceFile(name: name, members: try members(of: path))
    }

    /// The file that a tool's folder keeps its tasks in.
    private static func known(in folder: String) -> (name: String, path: String)? {
        let places = ["issues.jsonl", ".beads/issues.jsonl", "tasks/tasks.json", ".taskmaster/tasks/tasks.json"]
        return places.first { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
            .map { ($0.split(separator: "/").last.map(String.init) ?? $0, "\(folder)/\($0)") }
    }

    private static func members(of folder: String) throws(UsageError) -> [(path: String, bytes: [UInt8])] {
        let backlog = "\(folder)/backlog"
        let root = FileManager.default.fileExists(atPath: "\(backlog)/tasks") ? backlog : folder
        guard let paths = FileManager.default.enumerator(atPath: root) else {
            throw UsageError("Cannot read \(folder)")
        }
        var (members, size) = ([(path: String, bytes: [UInt8])](), 0)
        for case let path as String in paths {
            guard [".md", ".yml", ".yaml", ".json"].contains(where: path.hasSuffix) else { continue }
            let bytes = try BodyFile.bytes("\(root)/\(path)", path)
            size += bytes.count
            guard members.count < fileLimit, size <= byteLimit else {
                throw UsageError("\(folder) holds more than \(fileLimit) files, or more than \(byteLimit >> 20) MiB")
            }
            members.append((path, bytes))
        }
        return members
    }
}
