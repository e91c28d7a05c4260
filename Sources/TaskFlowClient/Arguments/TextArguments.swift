internal import Foundation

/// Prose that is not on the line itself: `-` is standard input, `@file` a file, `@@` an `@` at the beginning.
enum TextArguments {
    /// The same invocation with what was read, without the line break at its end.
    ///
    /// - Throws: what is wrong with what was read.
    static func completed(_ invocation: Invocation) throws(UsageError) -> Invocation {
        guard let field = invocation.command.textField, case .text(let typed) = invocation[field],
            let text = try text(typed)
        else { return invocation }
        var completed = invocation
        completed.values[field.name] = .text(text)
        return completed
    }

    /// What an argument stands for; `nil` where it is the text itself.
    private static func text(_ typed: String) throws(UsageError) -> String? {
        if typed == "-" { return try read("-", "Standard input") }
        guard typed.first == "@" else { return nil }
        let name = String(typed.dropFirst())
        if name.first == "@" { return name }
        var isFolder: ObjCBool = false
        let isThere = !name.isEmpty && FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
        // A text such as "@claude see https://example.org" is none's name.
        guard isThere && !isFolder.boolValue || name.contains("/") && !name.contains(where: \.isWhitespace) else {
            return nil
        }
        do throws(UsageError) { return try read(name, name) } catch {
            throw UsageError("\(error.message) (a text that begins with @ is written @@\(name))")
        }
    }

    private static func read(_ path: String, _ name: String) throws(UsageError) -> String {
        let bytes = try BodyFile.bytes(path, name)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw UsageError("\(name) is not UTF-8 text") }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
