internal import TaskFlowSchema

/// Tasks as CSV that the plain CSV importer reads again.
enum ExportedTable {
    /// The importer's columns, and the API's fields that they hold.
    private static let columns = [
        ("id", "id"), ("title", "title"), ("description", "description"), ("status", "status"),
        ("priority", "priority"), ("progress", "progress_percent"), ("due", "due_date"), ("not_before", "not_before"),
        ("tags", "tags"), ("parent", "parent_id"), ("needs", "needs"), ("assignee", "assigned_to"),
        ("project", "project_slug"), ("created", "created_at"), ("started", "started_at"),
        ("completed", "completed_at"),
    ]

    /// All lines, each with its end.
    static func text(_ rows: [JSON]) -> String {
        let renamed = rows.map { row in
            JSON.object(
                JSONObject(columns.compactMap { name, field in row[field].map { (name, value($0, of: name)) } }))
        }
        return CSVText.table(columns.map(\.0), renamed) + "\r\n"
    }

    /// A handle's `@` would begin a formula in some spreadsheets; the importer does without it.
    private static func value(_ value: JSON, of name: String) -> JSON {
        guard name == "assignee", let handle = value.stringValue, handle.hasPrefix("@") else { return value }
        return .string(String(handle.dropFirst()))
    }
}
