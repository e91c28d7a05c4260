internal import Foundation

/// Names of files, for shells that complete them at the beginning of a word alone.
enum FileNames {
    /// The files whose path begins so; folders end with a slash.
    ///
    /// - Parameters:
    ///   - path: As it was typed. What begins with a dot is named where its dot is there.
    ///   - start: What stands before the path in the word.
    static func beginning(_ path: Substring, after start: String) -> [Candidate] {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? ""
        let begun = slash.map { path[path.index(after: $0)...] } ?? path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        let fitting = names.filter { $0.hasPrefix(begun) && ($0.first != "." || begun.first == ".") }.sorted()
        return fitting.map { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
            return Candidate(start + folder + name + (isFolder.boolValue ? "/" : ""))
        }
    }
}
