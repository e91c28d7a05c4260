internal import TaskFlowSchema

/// Tells what a row holds as a table's cells: on a terminal in few words and in local time, elsewhere as the API writes it.
struct CellFormat {
    /// Keys whose times lie ahead, so that the day says more than the age.
    private static let ahead: Set<String> = ["due_date", "not_before", "expires_at"]

    let time = ShownTime()
    let isShort: Bool

    init(_ terminal: Terminal) { isShort = terminal.width != nil }

    func text(_ row: JSON, _ column: ListColumn) -> String {
        let value = row[column.field]
        if column.isRemark { return CellText.remark(value) }
        if ["context", "changes"].contains(column.field) { return ContextWords.text(value) }
        guard isShort else { return CellText.cell(value) }
        if column.field == "progress_percent", value == 0 { return "-" }
        if value == false { return "-" }
        if column.field == "status" { return CellText.line(value).replacing("_", with: " ") }
        guard let text = value?.stringValue, let seconds = ShownTime.seconds(text) else { return CellText.cell(value) }
        return Self.ahead.contains(column.field) ? time.day(seconds) : time.age(seconds)
    }

    /// How a cell is coloured, if at all: what is overdue is red.
    func style(_ row: JSON, _ column: ListColumn) -> Style? {
        if column.field == "due_date", isOverdue(row) { return .red }
        return row[column.field]?.stringValue.flatMap { Style.of($0, in: column.field) }
    }

    private func isOverdue(_ row: JSON) -> Bool {
        guard row["status"] != "completed", let due = row["due_date"]?.stringValue.flatMap(ShownTime.seconds) else {
            return false
        }
        return due < time.now
    }
}
