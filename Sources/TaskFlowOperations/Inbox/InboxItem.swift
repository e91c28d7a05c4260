internal import TaskFlowDomain
package import TaskFlowSchema

/// Something that waits for a worker.
package struct InboxItem: Described {
    let id: InboxItemID
    let kind: InboxKind
    let taskID: TaskID
    let title: Title
    let projectSlug: Slug?
    let text: String?
    let questionID: QuestionID?
    let commentID: CommentID?
    let from: WorkerID?
    let since: Timestamp

    package static let schema = Schema(
        InboxItem.init,
        Field("id", \.id, "Which item it is"),
        Field("kind", \.kind, "What is to be done"),
        Field("task_id", \.taskID, "The task it is about"),
        Field("title", \.title, "What the task is called"),
        Field("project_slug", \.projectSlug, "The project it belongs to"),
        Field("text", \.text, "What was asked, said or noted, its first 1,000 characters"),
        Field("question_id", \.questionID, "The question, where it is one"),
        Field("comment_id", \.commentID, "The comment, where it is a mention"),
        Field("from", \.from, "Id of the worker it comes from; null for the server itself"),
        Field("since", \.since, "Since when it waits"))
}

extension InboxItem: Listed {
    package static let listColumns = [
        ListColumn("ID", "id"), ListColumn("KIND", "kind"), ListColumn("TASK", "task_id", isNumber: true),
        ListColumn("FROM", "from"),
        ListColumn("QUESTION", "question_id", isNumber: true), ListColumn("SINCE", "since"),
        ListColumn("TITLE", "title"), ListColumn("TEXT", "text"),
    ]
}

/// What an item of the inbox asks for, the most urgent first.
package enum InboxKind: String, Choice, CaseIterable {
    /// To answer a question.
    case question
    /// To judge work.
    case review
    /// To look after a task that agents took again and again without a result.
    case deadLetter = "dead_letter"
    /// To look after a task that somebody could not go on with.
    case blocked
    /// To finish a task of one's own that is past its date.
    case overdue
    /// To read a comment.
    case mention

    /// The letter that the ids of its items begin with.
    var letter: String { self == .deadLetter ? "d" : String(rawValue.prefix(1)) }
}

/// Which item of an inbox: a letter and a number.
package struct InboxItemID: ConstrainedString {
    package static let rules = StringRules(
        2...20, pattern: .init("^[a-z][1-9][0-9]*$", matches: isItem), example: "m1")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    init(_ kind: InboxKind, _ number: Int) { self.init(trusted: "\(kind.letter)\(number)") }

    /// The item's kind and number; `nil` for what is none.
    var parts: (kind: InboxKind, number: Int)? {
        guard let kind = InboxKind.allCases.first(where: { rawValue.hasPrefix($0.letter) }),
            let number = Int(rawValue.dropFirst())
        else { return nil }
        return (kind, number)
    }

    private static func isItem(_ text: Substring.UTF8View) -> Bool {
        guard let letter = text.first, (0x61...0x7A).contains(letter), let digit = text.dropFirst().first,
            (0x31...0x39).contains(digit)
        else { return false }
        return text.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) }
    }
}
