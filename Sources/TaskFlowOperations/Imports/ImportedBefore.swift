internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What earlier imports brought into the project, of what this one names.
struct ImportedBefore {
    /// A task that is there already.
    struct Known {
        let id: TaskID
        let isOpen: Bool
    }

    /// So many names go into one query.
    private static let batch = 500

    private(set) var tasks: [SourceID: Known] = [:]
    /// What was imported, and is in the project no longer.
    private(set) var gone: Set<SourceID> = []

    init(tasks: [SourceID: Known] = [:], gone: Set<SourceID> = []) { (self.tasks, self.gone) = (tasks, gone) }

    init(_ input: ImportTasks.Input, in project: ProjectPlace, _ tx: borrowing Transaction) throws(TaskFlowError) {
        let named = input.tasks.all.flatMap { [$0.sourceID] + [$0.parent].compactMap(\.self) + $0.needs.all }.distinct
        let sources = named.map { input.source.source(of: $0) }
        for start in stride(from: 0, to: sources.count, by: Self.batch) {
            let part = Array(sources[start..<min(start + Self.batch, sources.count)])
            let found = try tx.all(
                """
                SELECT source, id, status FROM tasks WHERE project_id = \(project.id) AND source IN \(list: part)\
                \(tx.dialect.lock(.kept, of: "tasks"))
                """, Self.read)
            for one in found { if let id = input.source.id(in: one.source) { tasks[id] = one.known } }
        }
        if input.includesDeleted || tasks.count == named.count { return }
        try findGone(Set(named), of: input.source, in: project, tx)
    }

    /// Asks the log, for a row that is deleted leaves nothing else behind.
    private mutating func findGone(
        _ named: Set<SourceID>, of source: ImportSource, in project: ProjectPlace, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let member: SQL =
            tx.dialect == .sqlite ? "json_extract(context, '$.source')" : "context::json ->> 'source'"
        // The action stands in the text, so that the index of those rows is taken.
        try tx.each("SELECT \(member) FROM audit_log WHERE project_id = \(project.id) AND action = 'imported'") {
            row throws(TaskFlowError) in
            let id = String.read(row, 0).flatMap(source.id)
            if let id, tasks[id] == nil, named.contains(id) { gone.insert(id) }
            return true
        }
    }

    /// Whether anything was imported into the project that is still there.
    static func isAny(in project: ProjectPlace, _ tx: borrowing Transaction) throws(TaskFlowError) -> Bool {
        try tx.value(
            "SELECT 1 FROM tasks WHERE project_id = \(project.id) AND source IS NOT NULL LIMIT 1", as: Int.self) != nil
    }

    private static func read(_ row: any ColumnReader) -> (source: String, known: Known)? {
        guard let source = String.read(row, 0), let id = TaskID.read(row, 1), let status = TaskStatus.read(row, 2)
        else {
            return nil
        }
        return (source, Known(id: id, isOpen: status != .completed))
    }
}
