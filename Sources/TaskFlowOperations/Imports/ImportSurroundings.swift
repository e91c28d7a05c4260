internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The tasks that were there before and stand between those that an import names: a loop may go through them.
struct ImportSurroundings {
    /// The task that each lies under, as far as it is among them.
    private(set) var parents: [TaskID: TaskID] = [:]
    private(set) var needs: [TaskID: [TaskID]] = [:]
    private(set) var tasks: [TaskID] = []
    /// How many tasks need each of those that the import needs.
    private(set) var needers: [TaskID: Int] = [:]

    init() {}

    init(
        of tasks: [ImportedTask], _ there: ImportedBefore, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let new = tasks.filter { there.tasks[$0.sourceID] == nil }
        let above = Set(new.compactMap { $0.parent.flatMap { there.tasks[$0]?.id } })
        let needed = Set(new.flatMap { $0.needs.all.compactMap { there.tasks[$0]?.id } })
        try countNeeders(of: needed, in: tx)
        let found = try OrderWalk.surroundings(needed: needed, parents: above, in: tx)
        let all = Set(found)
        self.tasks = found
        for edge in try tx.pairs("SELECT id, parent_id FROM tasks WHERE parent_id IS NOT NULL AND id IN ", found)
        where all.contains(edge.second) {
            parents[edge.first] = edge.second
        }
        for edge in try tx.pairs("SELECT task_id, needed_id FROM task_needs WHERE task_id IN ", found)
        where all.contains(edge.second) {
            needs[edge.first, default: []].append(edge.second)
        }
    }

    private mutating func countNeeders(of needed: Set<TaskID>, in tx: borrowing Transaction) throws(TaskFlowError) {
        for edge in try tx.pairs("SELECT needed_id, task_id FROM task_needs WHERE needed_id IN ", Array(needed)) {
            needers[edge.first, default: 0] += 1
        }
    }
}

extension Transaction {
    /// What a query finds of some tasks: two numbers of tasks a row.
    fileprivate borrowing func pairs(
        _ query: SQL, _ ids: [TaskID]
    ) throws(TaskFlowError) -> [(first: TaskID, second: TaskID)] {
        if ids.isEmpty { return [] }
        return try all(query + "(\(TaskNumberList.rows(ids, dialect)))") { row in
            guard let first = TaskID.read(row, 0), let second = TaskID.read(row, 1) else { return nil }
            return (first, second)
        }
    }
}

/// Any number of tasks in a statement, which takes no more than 32,766 values.
enum TaskNumberList {
    /// A query of their numbers.
    static func rows(_ ids: some Sequence<TaskID>, _ dialect: Dialect) -> SQL {
        let list = "[" + ids.map(\.description).joined(separator: ",") + "]"
        return dialect == .sqlite
            ? "SELECT value FROM json_each(\(list))"
            : "SELECT value::bigint FROM json_array_elements_text(\(list)::json)"
    }
}
