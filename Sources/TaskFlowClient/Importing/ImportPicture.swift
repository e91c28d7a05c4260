internal import TaskFlowImporters
internal import TaskFlowSchema

/// What an import brings, for people: the tree, what becomes of statuses and persons, and what cannot be kept.
struct ImportPicture {
    let project: ForeignProject
    let slug: String
    let width: Int?
    /// So many lines of the tree are shown.
    var lineLimit = 40

    /// The tree, a line a task.
    var tree: [String] {
        let ids = Set(project.tasks.map(\.id))
        let children = Dictionary(grouping: project.tasks) { task in
            task.parent.flatMap { ids.contains($0) && $0 != task.id ? $0 : nil } ?? ""
        }
        var (lines, seen) = ([String](), Set<String>())
        func add(_ task: ForeignTask, _ depth: Int) {
            guard lines.count < lineLimit, seen.insert(task.id).inserted else { return }
            let state = task.isDropped ? "dropped" : task.status.rawValue.replacing("_", with: " ")
            let needs = task.needs.isEmpty ? "" : ", needs \(task.needs.count)"
            let line =
                String(repeating: "  ", count: min(depth, 8)) + TerminalText.line(task.title) + " (\(state)\(needs))"
            lines.append(width.map { DisplayWidth.cut(line, to: $0) } ?? line)
            for child in children[task.id] ?? [] { add(child, depth + 1) }
        }
        for task in children[""] ?? [] { add(task, 0) }
        let rest = project.tasks.count - lines.count
        return lines + (rest > 0 ? ["… and \(rest) more"] : [])
    }

    /// `beads, 3 tasks: 1 pending, 1 in progress, 1 completed; priorities …`.
    func summary(_ format: ImportFormat) -> String {
        let states = counted(
            project.tasks.map { $0.isDropped ? "dropped" : $0.status.rawValue.replacing("_", with: " ") })
        return
            "\(format.rawValue), \(project.tasks.count == 1 ? "1 task" : "\(project.tasks.count) tasks") for project \(slug): \(states); priorities \(counted(project.tasks.map(\.priority)))"
    }

    private func counted(_ words: [String]) -> String {
        let counts = Dictionary(grouping: words) { $0 }.mapValues(\.count)
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(
            separator: ", ")
    }
}
