internal import Foundation

/// A text in a file of its own, for an editor. It stays where what was written is refused.
struct Draft {
    /// What stands below this line is not part of the text.
    private static let scissors = "------------------------ >8 ------------------------"

    let path: String

    /// - Parameter command: The command that the text is for.
    init(_ text: String, about command: String, hasTitle: Bool = false) throws(ClientFailure) {
        path = NSTemporaryDirectory() + "taskflow-\(UUID().uuidString.prefix(8).lowercased()).md"
        let shape = hasTitle ? "The first line is the title; the rest, after an empty line, the description.\n" : ""
        let page =
            "\(text)\n\(Self.scissors)\n\(shape)Write above the line: what you save goes to `taskflow \(command)`.\n"
            + "Without a text nothing is done.\n"
        // A file that is there already is somebody else's.
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .refused("Cannot make \(path): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        guard StandardOutput.put(Array(page.utf8), on: file) == 0 else { throw .refused("Cannot write \(path)") }
    }

    /// The text as the editor left it, without blanks at its end.
    func edited(by editor: String) throws(ClientFailure) -> String {
        // The path is an argument, never a part of the command.
        guard let code = ShellCommand(line: "\(editor) \"$1\"", arguments: [path]).run() else {
            throw .refused("Cannot start the editor \(editor); the text is kept in \(path)")
        }
        guard code == 0 else {
            throw .refused("The editor '\(editor)' ended with \(code); the text is kept in \(path)")
        }
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else {
            throw .refused("Cannot read the text in \(path) as UTF-8")
        }
        let kept = Self.above(text).trimmingCharacters(in: .whitespacesAndNewlines)
        if kept.isEmpty { Self.discard(path) }
        return kept
    }

    /// What stands above the line of a page.
    static func above(_ page: String) -> String { page.components(separatedBy: scissors)[0] }

    static func discard(_ path: String) { unlink(path) }
}
