internal import TaskFlowSchema

/// Prints a successful answer: for people, or unchanged for programs.
struct AnswerPrinter {
    let console: Console

    func print(_ response: APIResponse, to invocation: Invocation) throws(ClientFailure) {
        if invocation.options.json {
            if !response.body.isEmpty { console.writeOutput(response.body + [UInt8(ascii: "\n")]) }
            return
        }
        guard !response.body.isEmpty, invocation.command.output != .nothing else {
            return console.print(done(invocation))
        }
        guard let json = try? JSONParser.parse(response.body) else {
            throw .refused("The server's answer is not JSON")
        }
        console.print(text(json, invocation.command.output))
        noteRest(response, json)
    }

    private func text(_ json: JSON, _ shape: OutputShape) -> String {
        switch json {
        case .array(let rows): table(rows, shape)
        case .object(let object): ObjectLines(terminal: console.terminal).render(object)
        default: CellText.line(json)
        }
    }

    private func table(_ rows: [JSON], _ shape: OutputShape) -> String {
        guard let first = rows.first?.objectValue else {
            return rows.isEmpty ? "" : rows.map(CellText.line).joined(separator: "\n")
        }
        var columns = first.members.map { ListColumn($0.name.uppercased(), $0.name) }
        if case .many(let chosen?) = shape { columns = chosen }
        return Table(columns: columns, terminal: console.terminal).render(rows)
    }

    private func noteRest(_ response: APIResponse, _ json: JSON) {
        if json.arrayValue?.isEmpty == true { console.note("(none)") }
        if let next = PageLink.nextFlag(response.link) { console.note("… more: \(next)") }
        if let total = response.total { console.note("\(TerminalText.line(total)) in all") }
    }

    private func done(_ invocation: Invocation) -> String {
        let arguments = invocation.command.positional.compactMap { field in
            if case .text(let text) = invocation[field] { TerminalText.line(text) } else { nil }
        }
        return (["Done:", invocation.command.phrase] + arguments).joined(separator: " ")
    }
}
