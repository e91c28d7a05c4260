/// Reads CSV (RFC 4180): quoted cells may hold commas, quotes and line breaks of either kind.
struct CSVReader {
    /// A row with the number of the line that it begins on.
    struct Row {
        let line: Int
        let cells: [String]
    }

    private let bytes: [UInt8]
    private let name: String
    private let separator: UInt8
    private var index = 0
    private var line = 1
    private var lineStart = 0

    /// All rows, the header among them. Rows of nothing but separators are left out.
    static func rows(_ text: String, _ name: String) throws(ImportFault) -> [Row] {
        var reader = CSVReader(text, name)
        var rows: [Row] = []
        while reader.index < reader.bytes.count {
            let row = try reader.row()
            if row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
        }
        return rows
    }

    private init(_ text: String, _ name: String) {
        bytes = Array(text.utf8)
        self.name = name
        // The header tells: Jira's timeline and some spreadsheets separate otherwise.
        let header = text.utf8.prefix { $0 != 0x0A }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
        separator =
            candidates.max { left, right in
                header.count { $0 == left } < header.count { $0 == right }
            } ?? UInt8(ascii: ",")
    }

    private mutating func row() throws(ImportFault) -> Row {
        let start = line
        var cells: [String] = []
        while true {
            cells.append(try cell())
            guard index < bytes.count else { break }
            if bytes[index] == separator {
                index += 1
                if index == bytes.count { cells.append("") }
                continue
            }
            skipBreak()
            break
        }
        return Row(line: start, cells: cells)
    }

    private mutating func skipBreak() {
        if bytes[index] == 0x0D { index += 1 }
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
        line += 1
        lineStart = index
    }

    private mutating func cell() throws(ImportFault) -> String {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
            let start = index
            while index < bytes.count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D {
                index += 1
            }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        return try quoted()
    }

    private mutating func quoted() throws(ImportFault) -> String {
        let (startLine, startColumn) = (line, index - lineStart + 1)
        var cell: [UInt8] = []
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                    try requireEnd()
                    return String(decoding: cell, as: UTF8.self)
                }
                index += 1
            } else if byte == 0x0A {
                line += 1
                lineStart = index
            }
            cell.append(byte)
        }
        throw ImportFault("\(name), line \(startLine), column \(startColumn): this quoted cell has no end")
    }

    private func requireEnd() throws(ImportFault) {
        guard index < bytes.count, ![separator, 0x0A, 0x0D].contains(bytes[index]) else { return }
        throw ImportFault(
            "\(name), line \(line), column \(index - lineStart + 1): after a quoted cell comes a separator or the line's end"
        )
    }
}

/// Rows by the names of their columns, which may repeat.
struct CSVTable {
    /// A row whose cells are asked for by name, without regard to case.
    struct Row {
        let line: Int
        fileprivate let cells: [String]
        fileprivate let places: [String: [Int]]

        /// The first cell of that name that is not empty.
        subscript(name: String) -> String? { all(name).first }

        /// A cell without blanks at its ends, and without the apostrophe that keeps spreadsheets from running it.
        private static func plain(_ cell: String) -> String {
            let text = cell.trimmed
            guard text.first == "'", let next = text.dropFirst().first, "=+-@".contains(next) else { return text }
            return String(text.dropFirst())
        }

        /// All cells of that name that are not empty.
        func all(_ name: String) -> [String] {
            (places[name.lowercased()] ?? []).compactMap { cells.indices.contains($0) ? Self.plain(cells[$0]) : nil }
                .filter { !$0.isEmpty }
        }
    }

    let names: [String]
    let rows: [Row]

    init(_ text: String, _ file: String) throws(ImportFault) {
        let found = try CSVReader.rows(text, file)
        guard let header = found.first else { throw ImportFault("\(file) is empty") }
        names = header.cells.map { $0.trimmed.lowercased() }
        let places = Dictionary(grouping: names.indices) { [names] in names[$0] }
        rows = found.dropFirst().map { Row(line: $0.line, cells: $0.cells, places: places) }
    }

    func has(_ name: String) -> Bool { names.contains(name.lowercased()) }
}
