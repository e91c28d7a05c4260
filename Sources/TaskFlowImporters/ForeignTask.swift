/// A task as another tool has it, in the words of `import_tasks` (docs/contract.md, 4.1).
package struct ForeignTask: Sendable, Equatable {
    /// What the tool calls it.
    package var id: String
    /// Of any length; what is sent is cut.
    package var title: String
    /// Markdown.
    package var description = ""
    package var status = Status.pending
    /// The word for it there; `nil` where there was none.
    package var statusWord: String?
    package var priority = "medium"
    /// The word for it there; `nil` where there was none.
    package var priorityWord: String?
    /// 0–100.
    package var progress = 0
    /// As the tool writes the person: a handle, a name or a mail address.
    package var assignee: String?
    package var tags: [String] = []
    /// Times are RFC 3339 in UTC.
    package var due: String?
    package var notBefore: String?
    package var created: String?
    package var started: String?
    package var completed: String?
    /// The `id` of the task that it is a part of.
    package var parent: String?
    /// The `id`s of tasks that must be completed before.
    package var needs: [String] = []
    package var comments: [Comment] = []
    package var links: [Link] = []
    /// Whether it was given up there, and not done.
    package var isDropped = false

    /// Where it stands.
    package enum Status: String, Sendable {
        case pending
        case inProgress = "in_progress"
        case review
        case blocked
        case completed
    }

    /// What somebody said about it.
    package struct Comment: Sendable, Equatable {
        package var author: String?
        package var text: String
        package var created: String?
    }

    /// An address that belongs to it.
    package struct Link: Sendable, Equatable {
        package var url: String
        package var title: String?
    }

    init(id: String, title: String) { (self.id, self.title) = (id, title) }

    /// Adds a text under a heading at the description's end: what has no field of its own.
    mutating func add(_ heading: String, _ text: String?) {
        guard let text = text?.trimmed, !text.isEmpty else { return }
        description += (description.isEmpty ? "" : "\n\n") + "## \(heading)\n\n\(text)"
    }
}

/// The tasks of one project of a file, and what could not be kept.
package struct ForeignProject: Sendable, Equatable {
    /// What the tool calls it.
    package var name: String
    package var tasks: [ForeignTask]

    package init(name: String, tasks: [ForeignTask]) { (self.name, self.tasks) = (name, tasks) }
}

/// All that a file holds.
package struct ForeignFile: Sendable {
    package let format: ImportFormat
    package var projects: [ForeignProject]
    /// What was not understood or has no place here, in sentences.
    package var notes: [String]
}

/// Why a file cannot be read: one sentence, with the place.
package struct ImportFault: Error, Equatable {
    package let message: String

    package init(_ message: String) { self.message = message }
}
