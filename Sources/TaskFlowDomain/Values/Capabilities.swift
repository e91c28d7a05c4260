package import TaskFlowSchema

/// What a worker can do: at most 50 entries, each once, in the order given.
package struct Capabilities: BoundedList {
    /// How many capabilities a worker may name.
    package static let limit = 50

    package let all: [Capability]

    /// Keeps the first of equal capabilities.
    package init(_ capabilities: [Capability]) { all = capabilities.distinct }
}

// In a column, a JSON array: a capability may contain any separator.
extension Capabilities: ColumnConvertible {
    package var columnValue: ColumnValue { .text(json.text) }
    package static func read(_ row: any ColumnReader, _ column: Int) -> Capabilities? {
        var issues = Issues()
        guard !row.isNull(column), let json = try? JSONParser.parse(row.text(column).utf8) else { return nil }
        return decode(json, into: &issues)
    }
}

/// Something a worker can do, such as `swift`: 1–50 Unicode scalars.
package struct Capability: ConstrainedString {
    package static let rules = StringRules(1...50, trims: true, example: "swift")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
