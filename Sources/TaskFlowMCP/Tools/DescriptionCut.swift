internal import TaskFlowSchema

/// Keeps one thing within the budget by cutting its description, the one text that may be long.
enum DescriptionCut {
    /// - Parameters:
    ///   - full: All the members.
    ///   - offset: Where in the description to begin, in Unicode scalars.
    /// - Returns: The members, and how to get the rest of the description where it was cut.
    static func fit(_ full: JSONObject, from offset: Int, _ row: RowStyle) -> (JSONObject, note: String?) {
        guard let description = full["description"]?.stringValue else { return (full, nil) }
        let rest = String(String.UnicodeScalarView(description.unicodeScalars.dropFirst(offset)))
        var object = full
        object["description"] = ""
        let left = ResultBudget.bytes - ResultBudget.overhead - JSON.object(object).bytes.count
        let part = TextCut.prefix(of: rest, max(0, left))
        object["description"] = .string(part)
        let end = offset + part.unicodeScalars.count
        let total = description.unicodeScalars.count
        guard end < total else { return (object, nil) }
        return (
            object,
            "The description is cut: characters \(offset) to \(end) of \(total). For more \(row.rest(of: full, from: end))."
        )
    }
}
