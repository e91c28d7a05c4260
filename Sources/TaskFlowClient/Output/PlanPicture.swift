internal import TaskFlowSchema

/// A plan as people read it: the tree of its tasks with what they need, then its waves.
struct PlanPicture {
    /// Whether the tasks were not made.
    let isDryRun: Bool
    private let tasks: [JSON]
    private let ids: JSON?
    private let waves: [[String]]

    /// `nil` for what is no plan's answer.
    ///
    /// - Parameter sent: The plan.
    init?(sent: [UInt8]?, answer: JSON) {
        guard let waves = answer["waves"]?.arrayValue, let sent, let plan = try? JSONParser.parse(sent),
            let tasks = plan["tasks"]?.arrayValue
        else { return nil }
        self.tasks = tasks
        self.waves = waves.map { $0.arrayValue?.compactMap(\.stringValue) ?? [] }
        ids = answer["ids"]
        isDryRun = ids == nil
    }

    func text(width: Int?) -> String {
        (treeLines(width) + [""] + waveLines(width)).joined(separator: "\n")
    }

    private func treeLines(_ width: Int?) -> [String] {
        let refs = Set(tasks.compactMap { $0["ref"]?.stringValue })
        let children = Dictionary(grouping: tasks.indices) { index in
            tasks[index]["parent"]?.stringValue.flatMap { refs.contains($0) ? $0 : nil } ?? ""
        }
        var rows: [(head: String, title: String)] = []
        func add(_ index: Int, _ own: String, _ below: String) {
            let ref = CellText.line(tasks[index]["ref"])
            rows.append((own + ref + number(ref), title(tasks[index])))
            let under = children[tasks[index]["ref"]?.stringValue ?? ""] ?? []
            for (place, child) in under.enumerated() {
                let isLast = place == under.count - 1
                add(child, below + (isLast ? "└─ " : "├─ "), below + (isLast ? "   " : "│  "))
            }
        }
        for root in children[""] ?? [] { add(root, "", "") }
        let room = min(rows.map { DisplayWidth.of($0.head) }.max() ?? 0, (width ?? 120) / 2)
        return rows.map { row in
            let head = DisplayWidth.cut(row.head, to: room)
            let line = head + String(repeating: " ", count: room - DisplayWidth.of(head) + 2) + row.title
            return width.map { DisplayWidth.cut(line, to: $0) } ?? line
        }
    }

    private func number(_ ref: String) -> String { ids?[ref].map { " #\(CellText.line($0))" } ?? "" }

    private func title(_ task: JSON) -> String {
        let needs = task["needs"]?.arrayValue ?? []
        let title = CellText.line(task["title"])
        return needs.isEmpty ? title : "\(title) (needs \(needs.map { CellText.line($0) }.joined(separator: ", ")))"
    }

    /// A wave's refs in as many lines as they take.
    private func waveLines(_ width: Int?) -> [String] {
        let label = "Wave \(waves.count)  ".count
        return waves.enumerated().flatMap { number, refs -> [String] in
            var lines: [String] = []
            var line = ("Wave \(number + 1)" + String(repeating: " ", count: label)).prefix(label).description
            var isFirst = true
            for (place, ref) in refs.enumerated() {
                let word = TerminalText.line(ref) + (place == refs.count - 1 ? "" : ",")
                if !isFirst, let width, DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > width {
                    lines.append(line)
                    (line, isFirst) = (String(repeating: " ", count: label), true)
                }
                line += (isFirst ? "" : " ") + word
                isFirst = false
            }
            return lines + [line]
        }
    }
}
