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

    package init(
        id: WorkerID, handle: Handle, name: Name, type: WorkerType, agentType: AgentType?, capabilities: Capabilities,
        createdAt: Timestamp, lastSeenAt: Timestamp?
    ) {
        self.id = id
        self.handle = handle
        self.name = name
        self.type = type
        self.agentType = agentType
        self.capabilities = capabilities
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
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
        Field(column: "last_seen_at", \.lastSeenAt, "When it last called, to the minute"))
}

extension Worker: Listed {
    package static let listColumns = [
        ListColumn("HANDLE", "handle"), ListColumn("TYPE", "type"), ListColumn("AGENT", "agent_type"),
        ListColumn("LAST SEEN", "last_seen_at"), ListColumn("CAPABILITIES", "capabilities"),
        ListColumn("NAME", "name"),
    ]
}

/// Who works: a person or an agent.
package enum WorkerType: String, Choice, ColumnConvertible {
    case human
    case agent
}

/// The kind of an agent, such as `claude`: 1–50 Unicode scalars.
package struct AgentType: ConstrainedString {
    package static let rules = StringRules(1...50, trims: true, example: "claude")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
