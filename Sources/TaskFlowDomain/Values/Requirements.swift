package import TaskFlowSchema

/// What an agent must be able to do to start a task: at most 10 capabilities, each once, written as tags are. Kept in
/// alphabetical order, so that one set has one spelling.
package struct Requirements: BoundedList {
    /// How many capabilities a task may require.
    package static let limit = 10

    package let all: [Tag]

    package init(_ capabilities: [Tag]) {
        all = Set(capabilities).sorted { $0.rawValue.utf8.lexicographicallyPrecedes($1.rawValue.utf8) }
    }
}

// In a column, a JSON array, as the capabilities of workers are: the engines compare the two.
extension Requirements: ColumnConvertible {
    package var columnValue: ColumnValue { .text(all.isEmpty ? "[]" : json.text) }

    package static func read(_ row: any ColumnReader, _ column: Int) -> Requirements? {
        if row.isNull(column) { return nil }
        let text = row.text(column)
        if text == "[]" { return Requirements([]) }
        var issues = Issues()
        guard let json = try? JSONParser.parse(text.utf8) else { return nil }
        return decode(json, into: &issues)
    }

    // Nearly always there are none.
    package static var columnCopy: ColumnCopy {
        .by { (row, column, writer) throws(NoColumnValue) in
            var isEmpty = false
            row.withBytes(column) { text in
                isEmpty = text.count == 2 && text[0] == UInt8(ascii: "[") && text[1] == UInt8(ascii: "]")
            }
            if isEmpty { return [Tag]().encode(to: &writer) }
            guard let requirements = read(row, column) else { throw NoColumnValue() }
            requirements.encode(to: &writer)
        }
    }
}
