/// What an agent sees of an operation that it may use: the tool's name, when to use it, and how its input and its answer
/// are told.
package struct AgentFace: Sendable {
    /// How much of an answer is told.
    package enum Detail: String, CaseIterable, Sendable {
        /// What is needed to choose: ``ShortRow``.
        case concise
        /// Every member.
        case full
        /// What one needs to go on: ``Brief``.
        case brief
    }

    /// The tool's name: `claim_task`. It is unique in the registry.
    package let tool: String
    /// A few words for lists of tools.
    package let title: String
    /// When to use the tool, and which one to use instead.
    package let whenToUse: String
    /// Fields of the operation's input that agents are not offered.
    package let hidden: [String]
    /// Fields of the query that always have a certain value where agents call: the field is hidden from them.
    package let presets: [String: String]
    /// What an agent is told of fields, where that is not what REST is told.
    package let words: [String: String]
    /// How much of an answer is told unless the caller says.
    package let detail: Detail
    /// What the caller may say.
    package var details: [Detail] { detail == .brief ? [.brief, .full] : [.concise, .full] }
    /// Whether a command replaces what others wrote, rather than adding to it.
    package let isDestructive: Bool
    /// Whether repeating a command with the same input changes nothing more.
    package let isIdempotent: Bool

    package init(
        _ tool: String, title: String, whenToUse: String, hidden: [String] = [], presets: [String: String] = [:],
        words: [String: String] = [:],
        detail: Detail = .concise, isDestructive: Bool = false, isIdempotent: Bool = false
    ) {
        self.tool = tool
        self.title = title
        self.whenToUse = whenToUse
        self.hidden = hidden
        self.presets = presets
        self.words = words
        self.detail = detail
        self.isDestructive = isDestructive
        self.isIdempotent = isIdempotent
    }

    /// The face of a list: an agent pages by cursor alone, and is told of the page in fewer words.
    static func list(
        _ tool: String, title: String, whenToUse: String, words: [String: String] = [:]
    ) -> AgentFace {
        AgentFace(
            tool, title: title, whenToUse: whenToUse, hidden: otherPaging,
            words: words.merging(pagingWords) { own, _ in own })
    }

    /// Fields that page without a cursor, or count.
    private static let otherPaging = ["offset", "total"]
    private static let pagingWords = ["limit": "Rows at most", "cursor": "next_cursor of the page before"]

    /// What an agent is told of a field that takes a ``WorkerReference``.
    static let workerWords = "Id or handle, or me"
}
