internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension Transaction {
    /// Numbers for so many tasks, which nobody else gets: rows that have their numbers beforehand can be sent together.
    borrowing func reserveTaskNumbers(_ count: Int) throws(TaskFlowError) -> [TaskID] {
        guard count > 0 else { return [] }
        guard dialect == .sqlite else {
            return try all("SELECT nextval(pg_get_serial_sequence('tasks', 'id')) FROM generate_series(1, \(count))") {
                TaskID.read($0, 0)
            }
        }
        // There is one writer, and what it writes raises the sequence.
        let last = try value("SELECT seq FROM sqlite_sequence WHERE name = 'tasks'", as: Int.self) ?? 0
        return (last + 1...last + count).map { TaskID(trusted: $0) }
    }
}
