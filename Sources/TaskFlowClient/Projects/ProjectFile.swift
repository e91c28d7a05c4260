internal import Foundation

/// `.taskflow` in a repository: where its server is, and which project its tasks are of. It holds no key.
struct ProjectFile: Equatable, Sendable {
    static let name = ".taskflow"
    /// No such file is larger.
    private static let limit = 4096

    let path: String
    let server: String?
    let project: String?

    /// The file of a folder, or of the nearest one above it; none above the home folder is looked at.
    static func find(from folder: String, home: String?) throws(UsageError) -> ProjectFile? {
        var folder = folder
        while true {
            let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
            if let file = try read(path) { return file }
            if folder == home || folder == "/" || folder.isEmpty { return nil }
            folder = (folder as NSString).deletingLastPathComponent
        }
    }

    /// `nil` where there is none; a folder of that name is none, nor is another user's file: in `/tmp` anybody may lay one.
    static func read(_ path: String) throws(UsageError) -> ProjectFile? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else { throw UsageError("\(path) is no plain file") }
        guard status.st_size <= limit else { throw UsageError("\(path) is larger than \(limit) bytes") }
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else {
            throw UsageError("\(path) cannot be read as text")
        }
        return try ProjectFile(path, text)
    }

    init(_ path: String, _ text: String) throws(UsageError) {
        var values: [String: String] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, ["server", "project"].contains(parts[0]) else {
                throw UsageError("\(path), line \(index + 1): write `server = URL` or `project = SLUG`")
            }
            values[parts[0]] = parts[1]
        }
        if let server = values["server"], ServerAddress(server) == nil {
            throw UsageError("\(path): '\(server)' is not an address like \(ServerAddress.standard)")
        }
        if let project = values["project"], !Self.isSlug(project) {
            throw UsageError("\(path): '\(project)' is no project's slug")
        }
        (self.path, server, project) = (path, values["server"], values["project"])
    }

    private static func isSlug(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
