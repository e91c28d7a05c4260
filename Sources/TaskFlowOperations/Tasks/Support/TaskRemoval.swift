internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Deletes tasks, each with its audit row.
enum TaskRemoval {
    static func remove(_ tasks: [StoredTask], by actor: Actor, in tx: borrowing Transaction) throws(TaskFlowError) {
        // SQLite takes 32,766 values in a statement; children go first, so that each piece leaves no orphan behind.
        for piece in tasks.reversed().chunks(of: 10_000) {
            try tx.execute("DELETE FROM tasks WHERE id IN \(list: piece.map(\.item.id))")
        }
        for task in tasks { try tx.record(.deleted, task, context: context(of: task.item), by: actor) }
    }

    /// Whose it was is said too: it is taken from its holder.
    private static func context(of task: TaskItem) -> JSONObject {
        var context: JSONObject = ["title": task.title.json]
        if let holder = task.assignedTo { context["assigned_to"] = holder.json }
        return context
    }
}

extension Array {
    /// The elements in order, in pieces of at most that many.
    func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
