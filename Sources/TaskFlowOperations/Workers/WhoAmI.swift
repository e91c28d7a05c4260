package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Who the caller is, as the server sees it.
package enum WhoAmI: Query {
    package struct Input: Described {
        package static let schema = Schema(Input.init)
    }

    package static let spec = Spec(
        name: "whoami", verb: Verb("whoami", example: "whoami"),
        agent: AgentFace(
            "whoami", title: "Who am I",
            whenToUse:
                "Who you are here: your worker id, role and scopes. Call it once to know which tasks are yours."),
        route: .get("/api/me"), scope: nil, summary: "Who am I")

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Whoami {
        let worker = try StoredWorker.get(actor.workerID, tenant: actor.tenant, in: tx)
        return Whoami(
            worker: worker, tenant: actor.tenant, role: actor.role, scopes: actor.scopes, credential: actor.credential)
    }
}
