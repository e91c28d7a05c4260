internal import TaskFlowSchema

/// A list as a table: columns aligned by display width. On a terminal no line is wider than it: what is empty goes, names
/// and texts give way, and at last whole columns.
struct Table {
    let columns: [ListColumn]
    let terminal: Terminal
    /// Whether the caller chose the columns, so that none goes.
    var isChosen = false

    func render(_ rows: [JSON]) -> String {
        let format = CellFormat(terminal)
        let cells = rows.map { row in columns.map { format.text(row, $0) } }
        let layout = TableLayout(columns, cells, width: terminal.width, isChosen: isChosen)
        let head = line(layout, columns.map(\.title)) { text, _ in terminal.hasColour ? Style.bold.apply(text) : text }
        let body = zip(rows, cells).map { row, cells in
            line(layout, cells) { text, column in
                guard terminal.hasColour, let style = format.style(row, column) else { return text }
                return style.apply(text)
            }
        }
        return ([head] + body).joined(separator: "\n")
    }

    private func line(_ layout: TableLayout, _ cells: [String], style: (String, ListColumn) -> String) -> String {
        let parts = layout.shown.map { index in
            let text = DisplayWidth.cut(cells[index], to: layout.widths[index])
            let padding = String(repeating: " ", count: max(0, layout.widths[index] - DisplayWidth.of(text)))
            let shown = style(text, columns[index])
            return columns[index].isNumber
                ? padding + shown : index == layout.shown.last ? shown : shown + padding
        }
        return parts.joined(separator: TableLayout.gap)
    }
}
