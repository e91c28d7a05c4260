public import TaskFlowSchema

/// A person or an agent of the crew.
public struct Worker: Described {
    public let id: WorkerID
    public let handle: Handle
    public let name: Name
    public let type: WorkerType
    public let agentType: AgentType?
    public let capabilities: Capabilities
    public let createdAt: Timestamp
    public let lastSeenAt: Timestamp?

    public static let schema = Schema(
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
