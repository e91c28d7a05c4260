package import TaskFlowSchema

/// A person or an agent of the crew.
package struct Worker: Described {
    package let id: WorkerID
    package let handle: Handle
    package var name: Name
    package let type: WorkerType
    package var agentType: AgentType?
    package var capabilities: Capabilities
    package let createdAt: Timestamp
    package let lastSeenAt: Timestamp?
    package var maxHeld: MaxHeld?
    package let holding: Int
    package var status: Presence

    package init(
        id: WorkerID, handle: Handle, name: Name, type: WorkerType, agentType: AgentType?, capabilities: Capabilities,
        createdAt: Timestamp, lastSeenAt: Timestamp?, maxHeld: MaxHeld? = nil, holding: Int = 0,
        status: Presence = .away
    ) {
        self.id = id
        self.handle = handle
        self.name = name
        self.type = type
        self.agentType = agentType
        self.capabilities = capabilities
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.maxHeld = maxHeld
        self.holding = holding
        self.status = status
    }

    package static let schema = Schema(
        Worker.init,
        Field(column: "id", \.id, "Who it is within the tenant"),
        Field(column: "handle", \.handle, "Its handle"),
        Field(column: "name", \.name, "What it is called"),
        Field(column: "type", \.type, "Person or agent"),
        Field(column: "agent_type", \.agentType, "The kind of agent"),
        Field(column: "capabilities", \.capabilities, "What it can do"),
        Field(column: "created_at", \.createdAt, "When it was registered"),
        Field(column: "last_seen_at", \.lastSeenAt, "When it last called, to the minute"),
        Field(column: "max_held", \.maxHeld, "How many tasks an agent may have in progress at once; null for people"),
        Field(column: "holding", \.holding, from: held, "How many tasks it has in progress"),
        // The row has no clock: whoever reads it says how long ago that is (``seen(at:)``).
        Field(
            column: "status", \.status, from: "('away')",
            "Whether it acted within the last five minutes, within the day, or not"))

    private static let held = """
        (SELECT COUNT(*) FROM tasks WHERE tasks.tenant_id = workers.tenant_id AND tasks.assigned_to = workers.id \
        AND tasks.status = 'in_progress')
        """

    /// The same as it stands at a moment.
    package func seen(at now: Timestamp) -> Worker {
        var worker = self
        worker.status = Presence(lastSeen: lastSeenAt, at: now)
        return worker
    }
}

extension Worker: Listed {
    package static let listColumns = [
        ListColumn("HANDLE", "handle"), ListColumn("TYPE", "type"), ListColumn("AGENT", "agent_type"),
        ListColumn("STATUS", "status"), ListColumn("HOLDS", "holding", isNumber: true),
        ListColumn("LAST SEEN", "last_seen_at"), ListColumn("CAPABILITIES", "capabilities"),
        ListColumn("NAME", "name"),
    ]
}

/// Who works: a person or an agent.
package enum WorkerType: String, Choice, ColumnConvertible {
    case human
    case agent
}

/// How many tasks an agent may have in progress at once: 1–100.
package struct MaxHeld: ConstrainedInteger {
    package static let range = 1...100
    /// What an agent has unless somebody says otherwise.
    package static let standard = MaxHeld(trusted: 5)
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// How long ago a worker acted.
package enum Presence: String, Choice, ColumnConvertible {
    /// Within five minutes.
    case active
    /// Within a day.
    case quiet
    /// Longer ago, or never.
    case away

    /// What that is at a moment.
    package init(lastSeen: Timestamp?, at now: Timestamp) {
        guard let lastSeen, now < lastSeen.adding(seconds: 86_400) else {
            self = .away
            return
        }
        self = now < lastSeen.adding(seconds: 300) ? .active : .quiet
    }
}

/// The kind of an agent, such as `claude`: 1–50 Unicode scalars.
package struct AgentType: ConstrainedString {
    package static let rules = StringRules(1...50, trims: true, example: "claude")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
