/// Rows by the names of their columns, which may repeat.
struct CSVTable {
    /// A row whose cells are asked for by name, without regard to case.
    struct Row {
        let line: Int
        fileprivate let cells: [String]
        fileprivate let places: [String: [Int]]

        /// The first cell of that name that is not empty, without blanks at its ends.
        subscript(name: String) -> String? {
            for place in columns(name) {
                let text = cells[place].trimmed
                if !text.isEmpty { return text }
            }
            return nil
        }

        /// As ``subscript(_:)``, with the blanks at its ends, and without what keeps spreadsheets from running it.
        func untamed(_ name: String) -> String? {
            let place = columns(name).first { !cells[$0].trimmed.isEmpty }
            return place.map { Untamed.text(cells[$0]) }
        }

        /// All cells of that name that are not empty, without blanks at their ends.
        func all(_ name: String) -> [String] {
            columns(name).map { cells[$0].trimmed }.filter { !$0.isEmpty }
        }

        /// The columns of that name which the row has. A short row stops at its end: a name may stand a million times in the header.
        private func columns(_ name: String) -> ArraySlice<Int> { (places[name] ?? []).prefix { $0 < cells.count } }

        /// The cells that are not empty, with the numbers of their columns.
        var filled: [(place: Int, text: String)] {
            cells.enumerated().compactMap { place, cell in
                let text = cell.trimmed
                return text.isEmpty ? nil : (place, text)
            }
        }
    }

    /// In lower case, in their order.
    let names: [String]
    /// As they are written.
    let titles: [String]
    let rows: [Row]

    init(_ text: String, _ file: String) throws(ImportFault) {
        let found = try CSVReader.rows(text, file)
        guard let header = found.first else { throw ImportFault("\(file) is empty") }
        titles = header.cells.map(\.trimmed)
        names = titles.map { $0.lowercased() }
        let places = Dictionary(grouping: names.indices) { [names] in names[$0] }
        rows = found.dropFirst().map { Row(line: $0.line, cells: $0.cells, places: places) }
    }

    func has(_ name: String) -> Bool { names.contains(name) }
}

extension Reading {
    /// Notes the columns that hold something and are not read, and cells that stand in no column.
    mutating func noteColumns(of table: CSVTable, besides known: Set<String>) {
        var seen: Set<Int> = []
        for row in table.rows {
            for (place, _) in row.filled {
                if place >= table.names.count {
                    notes.add("Line \(row.line) has more cells than there are columns: they are left out")
                    break
                }
                seen.insert(place)
            }
        }
        for place in seen.sorted() where !known.contains(table.names[place]) {
            let title = table.titles[place]
            notes.add(title.isEmpty ? "A column without a name is left out" : "Column '\(title)' is left out")
        }
    }
}
