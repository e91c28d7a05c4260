internal import TaskFlowSchema

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
        guard bytes.count(where: { $0 == UInt8(ascii: "\n") }) <= limit else {
            throw ImportFault("\(name) has more than 4,000,000 lines")
        }
        return text
    }

    /// The file as JSON.
    func json() throws(ImportFault) -> JSON { try Self.json(Array(try text().utf8), file.name) }

    /// - Parameter line: The number of the only line, where it is one of many.
    static func json(_ bytes: [UInt8], _ name: String, line: Int? = nil) throws(ImportFault) -> JSON {
        try checkValues(bytes, name)
        do throws(JSONSyntaxError) { return try JSONParser.parse(bytes) } catch {
            // The parser counts scalars.
            var (row, column, left) = (1, 1, error.offset)
            for byte in bytes where byte & 0xC0 != 0x80 {
                if left == 0 { break }
                left -= 1
                (row, column) = byte == UInt8(ascii: "\n") ? (row + 1, 1) : (row, column + 1)
            }
            throw ImportFault("\(name), line \(line ?? row), column \(column): \(error.message)")
        }
    }

    /// A value or a line may be a byte or two there, and is twelve times as many here.
    private static let limit = 4_000_000

    private static func checkValues(_ bytes: some Sequence<UInt8>, _ name: String) throws(ImportFault) {
        let marks = bytes.count { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
        guard marks <= limit else { throw ImportFault("\(name) has more than 4,000,000 values") }
    }

    /// The lines of a text, without their ends.
    static func lines(of text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
    }

    /// The objects of a file of JSON Lines, with their lines' numbers.
    func rows() throws(ImportFault) -> [(number: Int, row: JSON)] {
        var rows: [(number: Int, row: JSON)] = []
        try Self.checkValues(file.bytes, file.name)
        for (index, line) in Self.lines(of: try text()).enumerated() where !line.trimmed.isEmpty {
            let row = try Self.json(Array(line.utf8), file.name, line: index + 1)
            guard row.objectValue != nil else { throw ImportFault("\(file.name), line \(index + 1): not an object") }
            rows.append((index + 1, row))
        }
        return rows
    }
}
