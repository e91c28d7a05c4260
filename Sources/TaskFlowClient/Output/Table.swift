internal import TaskFlowSchema

/// A list as a table: columns aligned by display width, the last one cut to the terminal's width.
struct Table {
    private static let gap = "  "

    let columns: [TableColumn]
    let terminal: Terminal

    func render(_ rows: [JSON]) -> String {
        let cells = rows.map { row in columns.map { CellText.cell(row[$0.field]) } }
        let widths = columns.indices.map { index in
            (cells.map { DisplayWidth.of($0[index]) } + [DisplayWidth.of(columns[index].title)]).max() ?? 0
        }
        let head = line(columns.map(\.title), widths) { text, _ in terminal.hasColour ? Style.bold.apply(text) : text }
        let body = cells.map { row in line(row, widths, style: coloured) }
        return ([head] + body).joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int], style: (String, TableColumn) -> String) -> String {
        var parts: [String] = []
        for index in columns.indices {
            let isLast = index == columns.count - 1
            let width = isLast ? min(widths[index], room(widths)) : widths[index]
            let text = DisplayWidth.cut(cells[index], to: width)
            let padding = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
            let shown = style(text, columns[index])
            parts.append(columns[index].isNumber ? padding + shown : isLast ? shown : shown + padding)
        }
        return parts.joined(separator: Self.gap)
    }

    // Below ten columns a title says nothing; then lines may wrap.
    private func room(_ widths: [Int]) -> Int {
        guard let width = terminal.width else { return .max }
        return max(10, width - widths.dropLast().reduce(0) { $0 + $1 + Self.gap.count })
    }

    private func coloured(_ text: String, _ column: TableColumn) -> String {
        guard terminal.hasColour, let style = Style.of(text, in: column.field) else { return text }
        return style.apply(text)
    }
}
