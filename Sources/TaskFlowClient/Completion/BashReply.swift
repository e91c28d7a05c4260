internal import Foundation

/// An offer as bash's `COMPREPLY` takes it: bash puts the words onto the line as they are, so each is quoted here.
struct BashReply {
    /// The kinds of completion that show a list (`COMP_TYPE`): after the second Tab, and where readline is told to list at once.
    static let listing: Set<String> = ["63", "33", "64"]
    /// What needs no quotes anywhere in a word.
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")

    let typed: TypedLine
    /// Whether a list is shown, with notes.
    let isListing: Bool
    /// In columns.
    let width: Int

    func lines(_ offer: Offer) -> [String] {
        let fitting = offer.candidates.filter { $0.value.hasPrefix(typed.kept) }
        let words = fitting.map { quoted(String($0.value.dropFirst(typed.kept.count))) }
        guard isListing, words.count > 1 else { return words }
        let longest = words.map { DisplayWidth.of($0) }.max() ?? 0
        return zip(words, fitting).map { word, candidate in
            if candidate.note.isEmpty { return word }
            let gap = String(repeating: " ", count: longest - DisplayWidth.of(word) + 2)
            return DisplayWidth.cut(word + gap + candidate.note, to: max(width - 1, longest))
        }
    }

    private func quoted(_ text: String) -> String {
        switch typed.quote {
        case "'": text.replacing("'", with: "'\\''")
        case .some: text.reduce(into: "") { $0 += "\"\\$`".contains($1) ? "\\\($1)" : "\($1)" }
        case .none: text.reduce(into: "") { $0 += Self.plain.contains($1) || !$1.isASCII ? "\($1)" : "\\\($1)" }
        }
    }
}

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
