internal import TaskFlowDomain
package import TaskFlowSchema

/// What somebody said about a task elsewhere.
package struct ImportedComment: Described, Hashable {
    let author: Note?
    let text: CommentText
    let createdAt: Timestamp?

    package static let schema = Schema(
        ImportedComment.init,
        Field("author", \.author, "Who said it there; the comment's first line tells it"),
        Field("text", \.text, "What was said, in Markdown"),
        Field("created_at", \.createdAt, "When; left out, now")
    ).closed()

    /// The text of the comment here, which the importer says: nobody is made to say what they did not say here.
    var said: String {
        let line = author.map { "**\($0.rawValue.replacing("*", with: ""))** wrote:\n\n" } ?? ""
        let limit = 65_536 - line.unicodeScalars.count
        return line + String(String.UnicodeScalarView(text.rawValue.unicodeScalars.prefix(limit)))
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
