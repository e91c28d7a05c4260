package import TaskFlowSchema

/// What somebody wants to know about a task before, or while, work on it goes on (docs/contract.md, 2).
package struct Question: Described {
    package let id: QuestionID
    package let taskID: TaskID
    package let kind: QuestionKind
    package let prompt: Prompt
    package let options: QuestionOptions
    package let to: WorkerID?
    package let askedBy: WorkerID
    package let blocking: Bool
    package let status: QuestionStatus
    package let subject: Subject?
    package let revision: Int
    package let answer: QuestionAnswer?
    package let answeredBy: WorkerID?
    package let answeredAt: Timestamp?
    package let expiresAt: Timestamp?
    package let createdAt: Timestamp

    package static let schema = Schema(
        Question.init,
        Field(column: "id", \.id, "The question's number"),
        Field(column: "task_id", \.taskID, "The task it is about"),
        Field(column: "kind", \.kind, "What kind of answer it asks for"),
        Field(column: "prompt", \.prompt, "What is asked"),
        Field(column: "options", \.options, "What there is to choose from; of a choice alone"),
        Field(
            column: "to", \.to, from: "questions.addressee", "Id of the worker who is asked; null where nobody is left"),
        Field(column: "asked_by", \.askedBy, "Id of the worker who asks"),
        Field(column: "blocking", \.blocking, "Whether the task waits for it"),
        Field(column: "status", \.status, "Whether it is open, or how it ended"),
        Field(column: "subject", \.subject, "What exactly is to be approved, such as a commit"),
        Field(
            column: "revision", \.revision,
            "Which state of the work it was asked about: changes of content and submits count"),
        Field("answer", \.answer, reading: QuestionAnswer.expressions, "The answer; null until there is one"),
        Field(column: "answered_by", \.answeredBy, "Id of the worker who answered"),
        Field(column: "answered_at", \.answeredAt, "When it was answered"),
        Field(column: "expires_at", \.expiresAt, "When it ends unanswered; null for never"),
        Field(column: "created_at", \.createdAt, "When it was asked"))
}

extension Question: Listed {
    package static let listColumns = [
        ListColumn("ID", "id", isNumber: true), ListColumn("TASK", "task_id", isNumber: true),
        ListColumn("KIND", "kind"), ListColumn("STATUS", "status"), ListColumn("TO", "to"),
        ListColumn("ASKED BY", "asked_by"), ListColumn("PROMPT", "prompt"),
    ]
}

/// A question's number: at least 1, never used again.
package struct QuestionID: ConstrainedInteger {
    package static let range = 1...Int.max
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// What kind of answer a question asks for.
package enum QuestionKind: String, Choice, ColumnConvertible {
    /// A text.
    case question
    /// One of its options.
    case choice
    /// Yes or no to the work as it is.
    case approval
}

/// Whether a question is open, or how it ended.
package enum QuestionStatus: String, Choice, ColumnConvertible {
    case open
    case answered
    /// Whoever asked no longer wants to know.
    case withdrawn
    /// Its time was over.
    case expired
    /// The task was completed or deleted.
    case closed
}

/// What is asked, or answered in words: 1–4,000 Unicode scalars after trimming, anything but NUL.
package struct Prompt: ConstrainedString {
    package static let rules = StringRules(
        1...4_000, trims: true, controls: .allButNUL, example: "Which of the two addresses is right?")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// What exactly is to be approved, such as a commit or a file: 1–200 Unicode scalars after trimming.
package struct Subject: ConstrainedString {
    package static let rules = StringRules(1...200, trims: true, example: "commit 4f2c9d1")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// One of the answers that a question offers: 1–200 Unicode scalars after trimming.
package struct QuestionOption: ConstrainedString {
    package static let rules = StringRules(1...200, trims: true, example: "Both")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// What a question offers to choose from: at most 20, each once, in the order given.
package struct QuestionOptions: BoundedList {
    /// How many options a question may have.
    package static let limit = 20

    package let all: [QuestionOption]

    /// Keeps the first of equal options.
    package init(_ options: [QuestionOption]) { all = options.distinct }
}

// In a column, a JSON array: an option may contain any separator.
extension QuestionOptions: ColumnConvertible {
    package var columnValue: ColumnValue { .text(json.text) }

    package static func read(_ row: any ColumnReader, _ column: Int) -> QuestionOptions? {
        var issues = Issues()
        guard !row.isNull(column), let json = try? JSONParser.parse(row.text(column).utf8) else { return nil }
        return decode(json, into: &issues)
    }
}

/// An answer: a text, one of the options, or whether it is approved, as the question's kind wants it.
package struct QuestionAnswer: Described, Equatable {
    package let text: Prompt?
    package let choice: QuestionOption?
    package let approved: Bool?

    package init(text: Prompt?, choice: QuestionOption?, approved: Bool?) {
        self.text = text
        self.choice = choice
        self.approved = approved
    }

    package static let schema = Schema(
        QuestionAnswer.init,
        Field("text", \.text, "The answer in words"),
        Field("choice", \.choice, "The option that was chosen"),
        Field("approved", \.approved, "Whether it is approved"))
}

extension QuestionAnswer {
    /// The answer as a sentence tells it.
    package var words: String {
        let verdict = approved.map { $0 ? "approved" : "not approved" }
        return [verdict, choice?.rawValue, text?.rawValue].compactMap(\.self).joined(separator: ", ")
    }

    /// What is selected of a row of `questions`: first whether there is an answer, null where there is none.
    package static let expressions = [
        "(CASE WHEN questions.status = 'answered' THEN 1 END)", "questions.answer_text", "questions.answer_choice",
        "questions.answer_approved",
    ]

    package static func readColumn(_ row: any ColumnReader, _ column: Int) throws(NoColumnValue) -> QuestionAnswer {
        QuestionAnswer(
            text: try Prompt?.readColumn(row, column + 1), choice: try QuestionOption?.readColumn(row, column + 2),
            approved: try Bool?.readColumn(row, column + 3))
    }
}
