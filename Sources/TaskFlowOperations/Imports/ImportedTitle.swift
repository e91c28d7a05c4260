internal import TaskFlowDomain
package import TaskFlowSchema

/// A title from elsewhere: 1–65,536 Unicode scalars after trimming, no control characters.
package struct ImportedTitle: ConstrainedString {
    package static let rules = StringRules(1...65_536, trims: true, example: "Write the report")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

// What a task has here of what it had there.
extension ImportedTask {
    private static let titleLimit = 200
    private static let textLimit = 65_536

    /// Whether its title is longer than one may be here.
    var isTitleLong: Bool { title.rawValue.unicodeScalars.count > Self.titleLimit }

    /// The title, cut at a scalar where it is too long.
    var shownTitle: Title { Title(trusted: title.rawValue.first(Self.titleLimit).trimmingWhitespace()) }

    /// The description, with a title that is too long before it.
    var shownDescription: LongText? {
        isTitleLong ? LongText(trusted: longDescription.first(Self.textLimit)) : description
    }

    /// Whether the description has to be cut to make room for the title.
    var isDescriptionCut: Bool { isTitleLong && longDescription.unicodeScalars.count > Self.textLimit }

    private var longDescription: String {
        [title.rawValue, description?.rawValue].compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: "\n\n")
    }

    /// The tags, with one that says that it was given up.
    var shownTags: Tags {
        isDropped ? Tags(Array(tags.all.prefix(Tags.limit - 1)) + [Tag(trusted: "dropped")]) : tags
    }
}

extension String {
    /// Its first Unicode scalars.
    func first(_ count: Int) -> String { String(String.UnicodeScalarView(unicodeScalars.prefix(count))) }
}
