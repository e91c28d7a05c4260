import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// No key outlives the reason why it was given: whoever made one may have kept it.
@Suite struct LastingKeyTests {
    private func key(of handle: String, by person: CrewMember) async throws -> CrewMember {
        let key = try await person.call(CreateKey.self, ["id": .string(handle)]).key
        return CrewMember(crew: person.crew, handle: handle, credential: .key(hash: Secret.hash(of: key)))
    }

    private func revoked(_ crew: Crew) async throws -> Int {
        try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'key_revoked'")
    }

    @Test(arguments: Engine.all) func `an agent that becomes an admin loses the keys that others made for it`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (ada, boss) = (try await crew.worker("@ada"), try await crew.worker("@boss", isAdmin: true))
            try await ada.call(RegisterWorker.self, ["handle": "@bot"])
            let old = [try await key(of: "@bot", by: ada), try await key(of: "@bot", by: boss)]
            let now = try await crew.worker("@bot", type: .agent, isAdmin: true)
            #expect(try await now.call(WhoAmI.self).role == .admin)
            for caller in old { #expect(await caller.refusal(of: WhoAmI.self)?.code == .unauthenticated) }
            #expect(try await revoked(crew) == 2)
            // Nor does whoever registered it make new ones, or manage it in any way.
            let last = try #require(try await boss.call(ListKeys.self, ["id": "@bot"]).elements.first?.id)
            for operation: any Operation.Type in [
                CreateKey.self, ListKeys.self, UpdateWorker.self, DeleteWorker.self, RevokeKey.self,
            ] {
                let input: JSONObject = ["id": "@bot", "name": "mine", "key_id": last.json]
                #expect(await Stage.perform(operation, input, ada)?.code == .forbidden, "\(operation.spec.name)")
            }
            #expect(await (try key(of: "@bot", by: boss)).refusal(of: WhoAmI.self) == nil)
            // Once more is no promotion.
            _ = try await crew.worker("@bot", type: .agent, isAdmin: true)
            #expect(try await revoked(crew) == 2)
        }
    }

    @Test(arguments: Engine.all) func `a person who becomes an admin keeps the keys it made itself`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let given = try await crew.worker("@ada")
            let own = try await key(of: "@ada", by: given)
            _ = try await crew.worker("@ada", isAdmin: true)
            #expect(await given.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            #expect(try await own.call(WhoAmI.self).role == .admin)
        }
    }

    @Test(arguments: Engine.all) func `a person who is deleted leaves no key that it knows`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let (ada, boss) = (
                try await crew.worker("@ada", isAdmin: true), try await crew.worker("@boss", isAdmin: true)
            )
            try await ada.call(RegisterWorker.self, ["handle": "@bot"])
            try await ada.call(RegisterWorker.self, ["handle": "@ben", "type": "human"])
            try await boss.call(RegisterWorker.self, ["handle": "@other"])
            let ended = [
                ada, try await key(of: "@bot", by: ada), try await key(of: "@bot", by: boss),
                try await key(of: "@other", by: ada),
            ]
            let (ben, other) = (try await crew.worker("@ben"), try await key(of: "@other", by: boss))
            try await boss.call(DeleteWorker.self, ["id": "@ada"])
            for caller in ended { #expect(await caller.refusal(of: WhoAmI.self)?.code == .unauthenticated) }
            for caller in [ben, other] { #expect(await caller.refusal(of: WhoAmI.self) == nil) }
            #expect(try await revoked(crew) == ended.count)
            // The agent stays, and admins answer for it.
            #expect(try await boss.call(GetWorker.self, ["id": "@bot"]).type == .agent)
            #expect(await (try key(of: "@bot", by: boss)).refusal(of: WhoAmI.self) == nil)
            #expect(await ben.refusal(of: CreateKey.self, ["id": "@bot"])?.code == .forbidden)
            // Nobody comes back under the name.
            await #expect(throws: TaskFlowError.self) { try await crew.worker("@ada") }
        }
    }

    @Test(arguments: Engine.all) func `someone whom the SSO knows leaves none either, and does not come back`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine, .sso) { crew in
            let (ada, boss) = (crew.person("ada"), crew.person("boss", role: .admin))
            try await ada.call(RegisterWorker.self, ["handle": "@bot"])
            let bot = try await key(of: "@bot", by: ada)
            try await boss.call(DeleteWorker.self, ["id": "ada"])
            #expect(await bot.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            let again = CrewMember(crew: try await crew.again(), handle: "@ada", credential: ada.credential)
            #expect(await again.refusal(of: WhoAmI.self)?.code == .unauthenticated)
        }
    }
}
