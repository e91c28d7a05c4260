/// Reads files of other tools.
package enum ImportReader {
    /// What the file holds, by its own look or by the caller's word.
    ///
    /// - Throws: one sentence on what is wrong, and where.
    package static func read(_ file: ImportSourceFile, _ wishes: ImportWishes) throws(ImportFault) -> ForeignFile {
        try Recognition.refuseDatabase(file)
        let format = if let format = wishes.format { format } else { try Recognition.format(of: file) }
        var reading = Reading(file: file, wishes: wishes)
        let projects = try reading.projects(format)
        return ForeignFile(format: format, projects: projects, notes: reading.notes.sentences)
    }
}

/// What was not understood, each kind once with how often it was met.
struct Notes {
    /// So many kinds are kept; of the others it is told how many there are.
    private static let limit = 200

    private var counts: [(text: String, count: Int)] = []
    private var places: [String: Int] = [:]
    private var rest = 0

    mutating func add(_ text: String) {
        if let place = places[text] {
            counts[place].count += 1
        } else if counts.count < Self.limit {
            places[text] = counts.count
            counts.append((text, 1))
        } else {
            rest += 1
        }
    }

    var sentences: [String] {
        counts.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" }
            + (rest == 0 ? [] : ["… and \(rest) more notes"])
    }
}
