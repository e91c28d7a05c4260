internal import TaskFlowImporters
internal import TaskFlowSchema

/// What an import brings, for people: what its words mean here, and the tree.
struct ImportPicture {
    let project: ForeignProject
    let slug: String
    let terminal: Terminal
    /// So many words of a kind are shown.
    private static let wordLimit = 12

    /// A screenful of lines: what it is, what becomes of statuses, priorities and people, and the tree.
    func lines(_ format: ImportFormat, _ people: ImportPeople) -> [String] {
        let head = [
            "\(format.rawValue), \(Self.count(project.tasks.count)) for project \(slug)",
            Self.meanings("Statuses", project.tasks.map { ($0.statusWord, $0.standing) }),
            Self.meanings("Priorities", project.tasks.map { ($0.priorityWord, $0.priority) }),
            Self.meanings(
                "People", project.tasks.map { ($0.assignee, Self.worker($0, people)) }.filter { $0.0 != nil }),
        ]
        let lines = head.filter { !$0.isEmpty }
        return (lines + tree(max(10, (terminal.height ?? 40) - lines.count - 6))).map { line in
            terminal.width.map { DisplayWidth.cut(line, to: $0) } ?? line
        }
    }

    static func count(_ tasks: Int) -> String { tasks == 1 ? "1 task" : "\(tasks) tasks" }

    private static func worker(_ task: ForeignTask, _ people: ImportPeople) -> String {
        people.met[task.assignee ?? ""]?.handle ?? "nobody"
    }

    /// `Statuses: closed → completed (1), open → pending (2)`.
    private static func meanings(_ title: String, _ pairs: [(there: String?, here: String)]) -> String {
        var counts: [String: Int] = [:]
        for pair in pairs { counts["\(pair.there ?? "(none)") → \(pair.here)", default: 0] += 1 }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = sorted.prefix(wordLimit).map { "\(TerminalText.line($0.key)) (\($0.value))" }
        let rest = sorted.count > wordLimit ? ["and \(sorted.count - wordLimit) more"] : []
        return counts.isEmpty ? "" : "\(title): \((shown + rest).joined(separator: ", "))"
    }

    /// The tree, a line a task, and how many more there are.
    private func tree(_ limit: Int) -> [String] {
        let ids = Set(project.tasks.map(\.id))
        let children = Dictionary(grouping: project.tasks) { task in
            task.parent.flatMap { ids.contains($0) && $0 != task.id ? $0 : nil } ?? ""
        }
        var (lines, seen) = ([String](), Set<String>())
        func add(_ task: ForeignTask, _ depth: Int) {
            guard lines.count < limit, seen.insert(task.id).inserted else { return }
            let needs = task.needs.isEmpty ? "" : ", needs \(task.needs.count)"
            let indent = String(repeating: "  ", count: min(depth, 8))
            lines.append(indent + TerminalText.line(task.title) + " (\(task.standing)\(needs))")
            for child in children[task.id] ?? [] { add(child, depth + 1) }
        }
        for task in children[""] ?? [] { add(task, 0) }
        let rest = project.tasks.count - lines.count
        return lines + (rest > 0 ? ["… and \(rest) more"] : [])
    }
}

extension ForeignTask {
    /// Where it will stand, in words.
    fileprivate var standing: String { isDropped ? "dropped" : status.rawValue.replacing("_", with: " ") }
}
