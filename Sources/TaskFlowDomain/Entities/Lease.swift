package import TaskFlowSchema

/// Until when an agent has a task. Whatever the agent writes about the task renews it, and so does `heartbeat`; when it is
/// over, the task goes back to those that wait.
package struct Lease: Described, Equatable {
    /// Which grant of the task this is. Whoever writes names it, so that a late holder does not write over a later one.
    package let generation: LeaseGeneration
    package let expiresAt: Timestamp
    /// When a heartbeat is due: a third of the lease after the last renewal. After it the agent counts as silent.
    package let heartbeatBefore: Timestamp

    package init(generation: LeaseGeneration, expiresAt: Timestamp, heartbeatBefore: Timestamp) {
        self.generation = generation
        self.expiresAt = expiresAt
        self.heartbeatBefore = heartbeatBefore
    }

    package static let schema = Schema(
        Lease.init,
        Field(
            "generation", \.generation, "Which claim of the task this is: send it with what you write about the task"),
        Field("expires_at", \.expiresAt, "When the task goes back to those that wait, unless the lease is renewed"),
        Field("heartbeat_before", \.heartbeatBefore, "When the next heartbeat or other write is expected"))
}

// Only work in progress has a lease: no other row of a list is looked up.
extension Lease {
    /// What is selected of a row of `tasks`: the end first, which is null where there is no lease.
    package static let expressions = ["expires_at", "heartbeat_before", "generation"].map { column in
        """
        (CASE WHEN tasks.status = 'in_progress' THEN (SELECT task_leases.\(column) FROM task_leases \
        WHERE task_leases.task_id = tasks.id AND task_leases.expires_at IS NOT NULL) END)
        """
    }

    package static func readColumn(_ row: any ColumnReader, _ column: Int) throws(NoColumnValue) -> Lease {
        Lease(
            generation: try LeaseGeneration.readColumn(row, column + 2),
            expiresAt: try Timestamp.readColumn(row, column),
            heartbeatBefore: try Timestamp.readColumn(row, column + 1))
    }
}

/// The number of a grant of a task: 1 for the first, and never the same twice.
package struct LeaseGeneration: ConstrainedInteger {
    package static let range = 1...(1 << 53)
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// What a blocked task waits for.
package enum BlockedKind: String, Choice, ColumnConvertible {
    /// Somebody said why.
    case reason
    /// An answer to a question.
    case question
    /// A person: agents took it again and again, and none finished it.
    case deadLetter = "dead_letter"
}
