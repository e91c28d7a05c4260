internal import TaskFlowDomain
package import TaskFlowSchema

/// What somebody said about a task elsewhere.
package struct ImportedComment: Described, Hashable {
    let author: Name?
    let text: CommentText
    let createdAt: Timestamp?

    package static let schema = Schema(
        ImportedComment.init,
        Field("author", \.author, "Who said it there; the comment's first line tells it"),
        Field("text", \.text, "What was said, in Markdown"),
        Field("created_at", \.createdAt, "When; left out, now")
    ).closed()

    private static let limit = 65_536

    /// The text of the comment here, which the importer says: nobody is made to say what they did not say here. Its first line
    /// tells who said it there, and on which day.
    var said: String { (line + text.rawValue).first(Self.limit) }

    /// Whether the end of the text has no room.
    var isCut: Bool { (line + text.rawValue).unicodeScalars.count > Self.limit }

    private var line: String {
        let day = createdAt.map { String($0.description.prefix(10)) }
        let words = [author?.rawValue, day].compactMap(\.self)
        return words.isEmpty ? "" : words.joined(separator: ", ") + ":\n\n"
    }
}

/// The comments of an imported task.
package struct ImportedComments: BoundedList {
    package static let limit = 1_000
    package let all: [ImportedComment]

    // Somebody may have said the same twice.
    package init(_ comments: [ImportedComment]) { all = comments }
}

/// An address that belonged to a task elsewhere.
package struct ImportedLink: Described, Hashable {
    let url: LinkURL
    let title: Title?

    package static let schema = Schema(
        ImportedLink.init, Field("url", \.url, "The address, by http or https"),
        Field("title", \.title, "What it is called")
    ).closed()
}

/// The links of an imported task, each address once.
package struct ImportedLinks: BoundedList {
    package static let limit = 100
    package let all: [ImportedLink]

    package init(_ links: [ImportedLink]) {
        var seen: Set<LinkURL> = []
        all = links.filter { seen.insert($0.url).inserted }
    }
}
