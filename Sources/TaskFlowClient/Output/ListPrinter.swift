internal import TaskFlowSchema

/// Prints a list of one or several pages: a table, CSV, ids, or the API's own JSON.
struct ListPrinter {
    let console: Console

    func print(_ pages: [APIResponse], to invocation: Invocation) throws(ClientFailure) {
        if invocation.options.json { return console.writeOutput(Self.joined(pages.map(\.body)) + [UInt8(ascii: "\n")]) }
        var rows: [JSON] = []
        for page in pages {
            guard let page = try? JSONParser.parse(page.body), let elements = page.arrayValue else {
                throw .refused("The server's answer is not JSON")
            }
            rows += elements
        }
        if invocation.options.isQuiet { return IDLines(.array(rows), invocation).print(to: console) }
        let columns = try columns(rows, invocation)
        if invocation.options.csv {
            return console.print(CSVText.table(columns.map(\.field), rows))
        }
        if rows.isEmpty {
            console.note("(none)")
        } else if rows[0].objectValue == nil {
            console.print(rows.map { CellText.line($0) }.joined(separator: "\n"))
        } else {
            let isChosen = invocation.options.columns != nil || invocation.values["fields"] != nil
            let table = Table(columns: columns, terminal: console.terminal, isChosen: isChosen).render(rows)
            Pager.print(table, to: console, isPlain: invocation.options.noPager || invocation.isWatched)
        }
        if let next = PageLink.nextFlag(pages.last?.link) { console.note("… more: \(next)") }
        if let total = pages.first?.total { console.note("\(TerminalText.line(total)) in all") }
    }

    /// Several pages as one array; one page byte for byte.
    private static func joined(_ pages: [[UInt8]]) -> [UInt8] {
        guard pages.count > 1 else { return pages.first ?? [] }
        let inner = pages.compactMap { page -> ArraySlice<UInt8>? in
            guard let start = page.firstIndex(of: UInt8(ascii: "[")), let end = page.lastIndex(of: UInt8(ascii: "]")),
                start < end
            else { return nil }
            let body = page[(start + 1)..<end]
            return body.allSatisfy({ $0 <= 0x20 }) ? nil : body
        }
        return [UInt8(ascii: "[")] + inner.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    }

    private func columns(_ rows: [JSON], _ invocation: Invocation) throws(ClientFailure) -> [ListColumn] {
        var own: [ListColumn] = []
        if case .many(let columns?) = invocation.command.output { own = columns }
        let keys = rows.first?.objectValue?.members.map(\.name) ?? []
        func column(_ key: String) -> ListColumn {
            own.first { $0.field == key } ?? ListColumn(key.uppercased().replacing("_", with: " "), key)
        }
        if let named = invocation.options.columns {
            let names = named.lowercased().replacing("-", with: "_").split { $0 == "," || $0 == " " }.map(String.init)
            let known = own.map(\.field) + keys
            for name in names where !known.contains(name) && !rows.isEmpty {
                let nearest = Suggestion.nearest(to: name, among: known).map { ". Did you mean '\($0)'?" } ?? ""
                throw .usage(UsageError("--columns: there is no '\(name)' here\(nearest)"))
            }
            return names.map(column)
        }
        return own.isEmpty || invocation.values["fields"] != nil ? keys.map(column) : own
    }
}
