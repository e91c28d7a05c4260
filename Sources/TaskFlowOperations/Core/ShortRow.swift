/// What an agent is shown of an entity in a list: enough to choose by, in few bytes. The entity says which of its JSON
/// members those are; the door cuts them to size.
package struct ShortRow: Sendable {
    /// How the whole entity is had.
    package struct Whole: Sendable {
        /// The query that answers it.
        package let query: any Query.Type
        /// The query's field that identifies the entity.
        package let field: String
        /// The entity's member that holds the field's value.
        package let member: String

        init(_ query: any Query.Type, _ field: String, from member: String) {
            self.query = query
            self.field = field
            self.member = member
        }
    }

    /// The plural noun that a list of the entity goes by: `tasks`.
    package let list: String
    /// The members that are always shown; all but `text` are short.
    package let required: [String]
    /// The one of `required` that is cut where it is long.
    package let text: String
    /// Further members, shown while there is room, those worth most first.
    package let optional: [String]
    /// The member that names who wrote the entity; shown last, and not to that worker itself.
    package let author: String?
    /// The member that holds the last note, with its action and its author.
    package let remark: String?
    package let whole: Whole

    init(
        list: String, required: [String], text: String, optional: [String], author: String? = nil,
        remark: String? = nil, whole: Whole
    ) {
        self.list = list
        self.required = required
        self.text = text
        self.optional = optional
        self.author = author
        self.remark = remark
        self.whole = whole
    }
}

extension Page {
    /// The row of what the page lists.
    package static var shortRow: ShortRow? { (Element.self as? any OperationOutput.Type)?.shortRow }
}
