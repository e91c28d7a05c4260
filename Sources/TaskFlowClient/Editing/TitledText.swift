internal import Foundation

/// A task's title and description as one text: the title in the first line, the description after an empty one.
struct TitledText: Equatable {
    let title: String
    let description: String

    init(title: String, description: String) {
        (self.title, self.description) = (title, description)
    }

    /// What somebody wrote, without blanks around it.
    init(written text: String) {
        let lines = text.trimmingCharacters(in: .whitespacesAndNewlines)
            .split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        title = String(lines.first ?? "").trimmingCharacters(in: .whitespaces)
        description = lines.count > 1 ? String(lines[1]).trimmingCharacters(in: .newlines) : ""
    }

    var text: String { title.isEmpty && description.isEmpty ? "" : "\(title)\n\n\(description)" }

    /// The same as it is read from a draft that nobody changed: only what differs from that was changed.
    var unchanged: TitledText { title.isEmpty ? self : TitledText(written: Draft.above(text)) }
}
