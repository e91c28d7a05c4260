internal import Foundation
internal import TaskFlowSchema

/// Tells a whole database that was exported (`taskflow database export`) from files that hold tasks.
package enum DatabaseExport {
    /// The member of the first line that no other file has.
    package static let mark = "taskflow_export"
    /// No first line of an export is longer, in bytes.
    private static let longestHeader = 64 << 10

    /// Whether a file is an export, by its first line. A pipe, a folder, and what cannot be read are none: nothing of a pipe is
    /// taken.
    package static func isDatabaseExport(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let file = FileHandle(forReadingAtPath: path)
        else { return false }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: longestHeader) else { return false }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        return (try? JSONParser.parse(line))?[mark] != nil
    }
}
