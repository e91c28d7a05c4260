internal import TaskFlowSchema

/// One object as `key  value` lines, the values aligned; members of objects within it as `outer.inner`.
struct ObjectLines {
    let terminal: Terminal

    func render(_ object: JSONObject) -> String {
        let members = flat(object, prefix: "")
        let width = members.map { DisplayWidth.of($0.name) }.max() ?? 0
        return members.map { line($0.name, $0.value, width) }.joined(separator: "\n")
    }

    private func flat(_ object: JSONObject, prefix: String) -> [(name: String, value: JSON)] {
        object.members.flatMap { member in
            let name = prefix + TerminalText.line(member.name)
            guard let inner = member.value.objectValue, !inner.members.isEmpty else { return [(name, member.value)] }
            return flat(inner, prefix: name + ".")
        }
    }

    private func line(_ name: String, _ value: JSON, _ width: Int) -> String {
        let padding = String(repeating: " ", count: width - DisplayWidth.of(name) + 2)
        let indent = "\n" + String(repeating: " ", count: width + 2)
        let text = TerminalText.lines(CellText.text(value)).joined(separator: indent)
        guard terminal.hasColour else { return name + padding + text }
        return Style.dim.apply(name) + padding + (Style.of(text, in: name)?.apply(text) ?? text)
    }
}
