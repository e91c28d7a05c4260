internal import TaskFlowSchema

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
    var stem: String { name.split(separator: ".").first.map(String.init) ?? name }
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

/// Reads files of other tools.
package enum ImportReader {
    /// - Throws: one sentence on what is wrong, and where.
    package static func read(_ file: ImportSourceFile, _ wishes: ImportWishes) throws(ImportFault) -> ForeignFile {
        let format = if let format = wishes.format { format } else { try Recognition.format(of: file) }
        var reading = Reading(file: file, wishes: wishes)
        let projects = try reading.projects(format)
        return ForeignFile(format: format, projects: projects, notes: reading.notes.sentences)
    }
}

/// The state of a reading: the file, and what is noted on the way. Each format is an extension of its own.
struct Reading {
    let file: ImportSourceFile
    let wishes: ImportWishes
    var notes = Notes()

    init(file: ImportSourceFile, wishes: ImportWishes) { (self.file, self.wishes) = (file, wishes) }

    mutating func projects(_ format: ImportFormat) throws(ImportFault) -> [ForeignProject] {
        switch format {
        case .beads: try beads()
        case .taskmaster: try taskmaster()
        case .backlog: try backlog()
        case .github: try github()
        case .taskwarrior: try taskwarrior()
        case .todotxt: try todoTxt()
        case .todoist: try todoist()
        case .trello: try trello()
        case .linear: try linear()
        case .jira: try jira()
        case .vikunja: try vikunja()
        case .csv: try plainCSV()
        }
    }

    /// The file as text, without a byte-order mark.
    func text() throws(ImportFault) -> String { try Self.text(file.bytes, file.name) }

    static func text(_ bytes: [UInt8], _ name: String) throws(ImportFault) -> String {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ImportFault("\(name) is not UTF-8 text")
        }
        return text
    }

    /// The file as JSON.
    func json() throws(ImportFault) -> JSON { try Self.json(Array(try text().utf8), file.name) }

    static func json(_ bytes: [UInt8], _ name: String, line: Int? = nil) throws(ImportFault) -> JSON {
        do throws(JSONSyntaxError) { return try JSONParser.parse(bytes) } catch {
            let before = bytes.prefix(error.offset)
            let row = line ?? 1 + before.count { $0 == UInt8(ascii: "\n") }
            let column = 1 + before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
            throw ImportFault("\(name), line \(row), column \(column): \(error.message)")
        }
    }
}

/// What was not understood, each kind once with how often it was met.
struct Notes {
    private var counts: [(text: String, count: Int)] = []

    mutating func add(_ text: String) {
        if let index = counts.firstIndex(where: { $0.text == text }) {
            counts[index].count += 1
        } else if counts.count < 200 {
            counts.append((text, 1))
        }
    }

    var sentences: [String] { counts.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" } }
}
