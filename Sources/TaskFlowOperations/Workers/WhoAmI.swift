public import TaskFlowDomain
public import TaskFlowSchema
public import TaskFlowStorage

/// Who the caller is, as the server sees it.
public enum WhoAmI: Operation {
    public struct Input: Described {
        public static let schema = Schema(Input.init)
    }

    public static let spec = Spec(
        name: "whoami", tool: "whoami", verb: Verb("whoami", example: "whoami"), route: .get("/api/me"), scope: nil,
        summary: "Who am I")

    public static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Whoami {
        let worker = try StoredWorker.get(actor.workerID, tenant: actor.tenant, in: tx)
        return Whoami(
            worker: worker, tenant: actor.tenant, role: actor.role, scopes: actor.scopes, credential: actor.credential)
    }
}
