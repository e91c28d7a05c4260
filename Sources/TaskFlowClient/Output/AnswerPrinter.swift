internal import TaskFlowSchema

/// Prints a successful answer: for people, or unchanged for programs.
struct AnswerPrinter {
    let console: Console
    /// Whether the caller said which keys it wants.
    private var namesKeys = false

    init(console: Console) { self.console = console }

    /// - Parameter sent: The body of the request.
    func print(
        _ response: APIResponse, to invocation: Invocation, sent: [UInt8]? = nil
    ) throws(ClientFailure) {
        if invocation.options.json {
            if !response.body.isEmpty { console.writeOutput(response.body + [UInt8(ascii: "\n")]) }
            return
        }
        let isNothing = response.body.isEmpty || invocation.command.output == .nothing
        let json = isNothing ? nil : try? JSONParser.parse(response.body)
        if json == nil, !isNothing { throw .refused("The server's answer is not JSON") }
        if invocation.options.isQuiet { return IDLines(json, invocation).print(to: console) }
        if let sentence = Sentence.of(json, to: invocation) {
            console.print(sentence)
            guard invocation.options.isVerbose else { return }
        }
        guard let json else { return }
        try show(json, response, to: invocation, sent: sent)
    }

    private func show(
        _ json: JSON, _ response: APIResponse, to invocation: Invocation, sent: [UInt8]?
    ) throws(ClientFailure) {
        if let picture = PlanPicture(sent: sent, answer: json) {
            console.print(picture.text(width: console.terminal.width))
            if picture.isDryRun { console.note("Nothing was made: this is what the plan would make") }
            return
        }
        if let brief = BriefPicture(json) { return console.print(brief.text) }
        var printer = self
        printer.namesKeys = invocation.values["fields"] != nil
        let text = printer.text(json, invocation.command.output)
        if text.isEmpty, json.objectValue != nil { return console.note("(none)") }
        Pager.print(text, to: console, isPlain: invocation.options.noPager)
    }

    private func text(_ json: JSON, _ shape: OutputShape) -> String {
        switch json {
        case .object(let object) where shape.innerColumns != nil:
            lists(in: object, shape.innerColumns ?? []).joined(separator: "\n\n")
        case .object(let object): ObjectLines(terminal: console.terminal).render(object)
        default: CellText.line(json)
        }
    }

    /// Each list in an object as a table, under what stands beside it: a board is a table for each of its columns.
    private func lists(in object: JSONObject, _ columns: [ListColumn]) -> [String] {
        object.members.flatMap { member -> [String] in
            guard let rows = member.value.arrayValue else { return [] }
            // Lists hold objects; a task's tags are texts.
            let parts = rows.compactMap(\.objectValue).filter { row in
                row.members.contains { $0.value.arrayValue.map { $0.first?.stringValue == nil } ?? false }
            }
            guard parts.isEmpty || rows.first?[columns[0].field] != nil else {
                return parts.flatMap { part in [heading(part)] + lists(in: part, columns) }
            }
            guard let first = rows.first?.objectValue else { return [] }
            let chosen = self.columns(of: first, columns)
            return [Table(columns: chosen, terminal: console.terminal, isChosen: namesKeys).render(rows)]
        }
    }

    /// The columns that a list has, or those of the keys that were asked for.
    private func columns(of row: JSONObject, _ chosen: [ListColumn]) -> [ListColumn] {
        guard namesKeys else { return chosen }
        return row.members.map { member in
            chosen.first { $0.field == member.name } ?? ListColumn(member.name.uppercased(), member.name)
        }
    }

    private func heading(_ part: JSONObject) -> String {
        // A cursor is for programs.
        part.members.filter { $0.value.arrayValue == nil && $0.value != .null && $0.name != "next" }
            .map { CellText.line($0.value).replacing("_", with: " ").uppercased() }.joined(separator: "  ")
    }
}
