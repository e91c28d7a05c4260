package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Takes an agent, or for admins a person, into the crew.
package enum RegisterWorker: Command {
    package struct Input: Described {
        let handle: Handle
        let name: Name?
        let type: WorkerType
        let agentType: AgentType?
        let capabilities: Capabilities
        let maxHeld: MaxHeld?

        package static let schemaName = "NewWorker"
        package static let schema = Schema(
            Input.init,
            Field("handle", \.handle, "Its handle, which is also its id"),
            Field("name", \.name, "What it is called; left out, the handle"),
            Field("type", \.type, default: .agent, "Agent or person; only admins register people"),
            Field("agent_type", \.agentType, "The kind of agent"),
            Field("capabilities", \.capabilities, default: Capabilities([]), "What it can do"),
            Field("max_held", \.maxHeld, "How many tasks an agent may have in progress at once; 5 as a rule"))
    }

    package static let spec = Spec(
        name: "register_worker",
        verb: Verb(
            "worker add", "handle", flags: ["capability": "capabilities"],
            example: "worker add @claude --agent-type claude"),
        route: .post("/api/workers"), scope: .workersWrite, success: .created, addressedBy: GetWorker.self,
        summary: "Register a worker",
        details: "Who registers an agent answers for it and manages its keys.", errors: [.forbidden, .alreadyExists])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Worker {
        guard actor.type == .human else { throw .forbidden("Agents do not register workers") }
        guard input.type == .agent || actor.isAdmin else { throw .forbidden("Only an admin registers people") }
        if input.type == .human, let limit = input.maxHeld { throw MaxHeld.notOfPeople(limit) }
        let registration = WorkerRegistration(
            handle: input.handle, name: input.name, type: input.type, role: .member, agentType: input.agentType,
            capabilities: input.capabilities, maxHeld: input.maxHeld)
        return try registration.insert(by: actor, in: tx)
    }
}
