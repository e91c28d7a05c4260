/// A format that tasks can be brought along from.
package enum ImportFormat: String, CaseIterable, Sendable {
    case beads
    case taskmaster
    case backlog
    case github
    case taskwarrior
    case todotxt
    case todoist
    case trello
    case linear
    case jira
    case vikunja
    case csv

    /// The beginning of each task's `source`.
    package var source: String { rawValue }
}

/// A file, or a folder's files, before it is known what they are.
package struct ImportSourceFile: Sendable {
    /// Without its folder.
    package let name: String
    package let bytes: [UInt8]
    /// For a folder: its files by their paths in it.
    package let members: [(path: String, bytes: [UInt8])]

    package init(name: String, bytes: [UInt8] = [], members: [(path: String, bytes: [UInt8])] = []) {
        (self.name, self.bytes, self.members) = (name, bytes, members)
    }

    /// The name without its ending: what a project is called where the file says nothing.
    var stem: String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }
}

/// What a caller wants to be read otherwise than by rule.
package struct ImportWishes: Sendable {
    /// The format; `nil` to find it out.
    package var format: ImportFormat?
    /// In which order the numbers of a date stand, where the file does not tell.
    package var dateOrder: DateOrder?
    /// A default for drafts and archived tasks of a folder.
    package var includesDropped = false

    package init() {}

    /// The order of a date's numbers.
    package enum DateOrder: String, CaseIterable, Sendable {
        case dmy
        case mdy
        case ymd
    }
}
