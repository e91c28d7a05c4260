import TaskFlowDomain
import TaskFlowOperations
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct FirstSightTests {
    @Test(arguments: Engine.all) func `a person whose very first call asks only who they are is registered by it`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("user-1", handle: "@ada")
            let credential = try #require(ada.credential)
            let actor = try await crew.dispatcher.admit(
                credential, origin: Origin(via: .mcp, requestID: "first")
            ).actor
            #expect(actor.workerID.rawValue == "user-1")
            #expect(try await crew.count("SELECT COUNT(*) FROM workers WHERE id = \("user-1")") == 1)
        }
    }
}
