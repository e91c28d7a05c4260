package import TaskFlowSchema

/// An address that belongs to a task, such as a pull request's. The server never fetches it.
package struct TaskLink: Described {
    package let id: LinkID
    package let taskID: TaskID
    package let url: LinkURL
    package let title: Title?
    package let addedBy: WorkerID
    package let createdAt: Timestamp

    package static let schemaName = "Link"
    package static let schema = Schema(
        TaskLink.init,
        Field(column: "id", \.id, "The link's number"),
        Field(column: "task_id", \.taskID, "The task it belongs to"),
        Field(column: "url", \.url, "The address"),
        Field(column: "title", \.title, "What it is called"),
        Field(column: "added_by", \.addedBy, "Id of the worker who added it"),
        Field(column: "created_at", \.createdAt, "When it was added"))
}

extension TaskLink: Listed {
    package static let listColumns = [
        ListColumn("ID", "id", isNumber: true), ListColumn("TITLE", "title"), ListColumn("ADDED BY", "added_by"),
        ListColumn("URL", "url"),
    ]
}

/// A link's number: at least 1, never used again.
package struct LinkID: ConstrainedInteger {
    package static let range = 1...Int.max
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// An address by `http` or `https` (RFC 3986) with a host, in visible ASCII: at most 2,048 characters.
package struct LinkURL: ConstrainedString {
    package static let rules = StringRules(
        1...2_048, trims: true, pattern: .init(#"^https?://[!-"$-.0->@-~][!-~]*$"#, matches: isLink),
        example: "https://example.org/pull/7")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    private static func isLink(_ text: Substring.UTF8View) -> Bool {
        guard text.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
        let scheme = ["http://", "https://"].first { text.starts(with: $0.utf8) }
        guard let scheme, let first = text.dropFirst(scheme.utf8.count).first else { return false }
        return !"/?#".utf8.contains(first)
    }
}
