internal import TaskFlowSchema

/// How much an agent should have to read at once.
enum ResultBudget {
    /// The JSON of a result has at most about so many bytes.
    static let bytes = 8_000
    /// What a result needs beside its rows: the cursor and the note.
    static let overhead = 700

    /// How many of the rows, from the first, fit.
    static func count(of rows: [JSONObject]) -> Int {
        var left = bytes - overhead
        for (index, row) in rows.enumerated() {
            left -= JSON.object(row).bytes.count + 1
            if left < 0 { return index }
        }
        return rows.count
    }
}
