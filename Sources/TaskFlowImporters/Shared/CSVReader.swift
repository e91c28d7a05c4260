/// Reads CSV (RFC 4180): quoted cells may hold commas, quotes and line breaks of either kind.
struct CSVReader {
    /// A row with the number of the line that it begins on.
    struct Row {
        let line: Int
        let cells: [String]
    }

    /// So many cells a file may have, whatever its size: an empty one is a byte there and sixteen here.
    private static let limit = 4_000_000

    private let bytes: [UInt8]
    private let name: String
    private var count = 0
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
            count += 1
            guard count <= Self.limit else { throw ImportFault("\(name) has more than 4,000,000 cells") }
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
        let (startLine, start, startOfLine) = (line, index, lineStart)
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
            } else if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A {
                continue
            } else if byte == 0x0A {
                line += 1
                lineStart = index
            }
            cell.append(byte)
        }
        let column = Self.column(bytes[startOfLine..<start])
        throw ImportFault("\(name), line \(startLine), column \(column): this quoted cell has no end")
    }

    /// Behind what stands on the line before it, in characters, as an editor counts them. Counted for a fault alone: a line may have a
    /// million cells.
    private static func column(_ before: ArraySlice<UInt8>) -> Int { 1 + before.count { $0 & 0xC0 != 0x80 } }

    private func requireEnd() throws(ImportFault) {
        guard index < bytes.count, ![separator, 0x0A, 0x0D].contains(bytes[index]) else { return }
        let column = Self.column(bytes[lineStart..<index])
        throw ImportFault(
            "\(name), line \(line), column \(column): after a quoted cell comes a separator or the line's end")
    }
}
