internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The tasks elsewhere that need some of those that are to be deleted.
enum Dependents {
    /// Refuses to delete what others need (409), or takes it from them, each with its audit row.
    ///
    /// - Parameter tasks: All that is to be deleted. The tree must be held.
    static func release(
        _ tasks: [StoredTask], force: Bool, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        var edges: [Edge] = []
        let going = Set(tasks.map(\.item.id))
        for piece in tasks.chunks(of: 10_000) {
            edges += try tx.all(
                """
                SELECT task_needs.task_id, task_needs.needed_id FROM task_needs \
                WHERE task_needs.needed_id IN \(list: piece.map(\.item.id)) ORDER BY task_needs.task_id, task_needs.needed_id
                """, Edge.init
            ).filter { !going.contains($0.task) }
        }
        if edges.isEmpty { return }
        guard force else { throw try refusal(edges, for: actor, in: tx) }
        let open = Set(tasks.filter { $0.item.status != .completed }.map(\.item.id))
        for (task, own) in Dictionary(grouping: edges, by: \.task).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try take(
                own.map(\.needed), ofThemOpen: own.count { open.contains($0.needed) }, from: task, by: actor, in: tx)
        }
    }

    private struct Edge {
        let task: TaskID
        let needed: TaskID

        init?(_ row: any ColumnReader) {
            guard let task = TaskID.read(row, 0), let needed = TaskID.read(row, 1) else { return nil }
            (self.task, self.needed) = (task, needed)
        }
    }

    private static func refusal(
        _ edges: [Edge], for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskFlowError {
        let conditions: [SQL] = [
            "tasks.id IN \(list: edges.prefix(1_000).map(\.task))", TaskVisibility.listed(to: actor),
        ]
        let seen =
            try tx.value(
                "SELECT min(tasks.id) FROM tasks\(tx.dialect.byNumber) WHERE \(SQL.joined(conditions))", as: Int?.self)
            ?? nil
        let who = seen.map { "task \($0)" } ?? "a task that you cannot see"
        let edge = edges.first { $0.task.rawValue == seen } ?? edges[0]
        return TaskFlowError(
            .hasDependents,
            "Task \(edge.needed) is needed by \(who): delete it by force, or let that task need it no more")
    }

    private static func take(
        _ needed: [TaskID], ofThemOpen openCount: Int, from id: TaskID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let found = try tx.first("SELECT \(StoredTask.columns) FROM tasks WHERE id = \(id)", StoredTask.init)
        guard let task = found else { return }
        var after = task.item
        after.waits -= openCount
        after.version += 1
        after.updatedAt = tx.now
        try Gates.follow(task.item, after, in: tx)
        try Needs.remove(needed, from: id, in: tx)
        let changes = StoredTask.table.changes(from: task.item, to: after)
        try tx.execute("UPDATE tasks SET \(changes.assignments) WHERE id = \(id)")
        let stored = StoredTask(item: after, projectID: task.projectID)
        for need in needed {
            try tx.record(.needRemoved, stored, context: ["needed_id": need.json, "deleted": true], by: actor)
        }
    }
}
