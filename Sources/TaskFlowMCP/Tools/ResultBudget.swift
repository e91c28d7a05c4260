internal import TaskFlowOperations
internal import TaskFlowSchema

/// How much an agent should have to read at once.
enum ResultBudget {
    /// About the most bytes of a result's JSON.
    static let bytes = 8_000
    /// What a result needs beside its rows: the cursor and the note.
    private static let overhead = 700
    /// What is left for its rows.
    static let bytesOfRows = bytes - overhead

    /// How many of the rows, from the first, fit.
    static func count(of rows: [JSONObject]) -> Int {
        var left = bytesOfRows
        for (index, row) in rows.enumerated() {
            left -= JSON.object(row).bytes.count + 1
            if left < 0 { return index }
        }
        return rows.count
    }

    /// Keeps one thing within the budget by cutting its description, the one text that may be long.
    ///
    /// - Parameters:
    ///   - full: All the members.
    ///   - offset: Where in the description to begin, in Unicode scalars.
    /// - Returns: The members, and how to get the rest of the description where it was cut.
    static func cutDescription(
        of full: JSONObject, from offset: Int, _ row: ShortRow
    ) -> (JSONObject, note: String?) {
        guard let description = full["description"]?.stringValue else { return (full, nil) }
        let rest = String(String.UnicodeScalarView(description.unicodeScalars.dropFirst(offset)))
        var object = full
        object["description"] = ""
        let left = bytes - overhead - JSON.object(object).bytes.count
        let part = TextCut.prefix(of: rest, max(0, left))
        object["description"] = .string(part)
        let end = offset + part.unicodeScalars.count
        let total = description.unicodeScalars.count
        guard end < total else { return (object, nil) }
        return (
            object,
            "The description is cut: characters \(offset) to \(end) of \(total). For more \(wayOn(full, row, from: end))."
        )
    }

    /// How to get the rest: where the query is no tool, as a resource.
    private static func wayOn(_ full: JSONObject, _ row: ShortRow, from offset: Int) -> String {
        let member = full[row.whole.member] ?? .null
        let id = member.stringValue ?? member.text
        guard let tool = row.whole.query.spec.agent?.tool else {
            return "read the resource \(ResourceURI.scheme)\(row.list)/\(id)"
        }
        return "call \(tool) with \(row.whole.field)=\(id) and \(ToolArguments.descriptionOffset)=\(offset)"
    }
}
