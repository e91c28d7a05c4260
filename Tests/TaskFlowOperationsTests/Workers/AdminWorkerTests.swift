import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// A worker with the role admin is managed by admins alone (docs/contract.md, 3.5).
@Suite(.timeLimit(.minutes(10))) struct AdminWorkerTests {
    @Test(arguments: Engine.all) func `who registered an agent loses it when it becomes an admin`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let (ada, boss) = (try await crew.worker("@ada"), try await crew.worker("@boss", isAdmin: true))
            _ = try await ada.agent("@pet")
            let pet = try await crew.worker("@pet", type: .agent, isAdmin: true)
            let key = try await pet.call(ListKeys.self, ["id": "me"]).elements.last
            let calls: [(any TaskFlowOperations.Operation.Type, JSONObject)] = [
                (CreateKey.self, [:]), (ListKeys.self, [:]), (UpdateWorker.self, ["name": "Mine"]),
                (RevokeKey.self, ["key_id": key?.id.json ?? .null]), (DeleteWorker.self, [:]),
            ]
            for (operation, input) in calls {
                let refusal = await Stage.perform(operation, input.with("id", "@pet"), ada)
                #expect(refusal?.message == "The worker is an admin: only an admin may do this", "\(operation)")
            }
            for (operation, input) in calls {
                #expect(await Stage.perform(operation, input.with("id", "@pet"), boss) == nil, "\(operation)")
            }
        }
    }
}
