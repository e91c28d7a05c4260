import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ChangeSightTests {
    @Test(arguments: Engine.all) func `a project's changes are for its members and admins, another tenant's for nobody`(
        _ engine: Engine
    ) async throws {
        try await withFeed(engine) { stage, listen in
            let owner = try await stage.crew.worker("@owner")
            let admin = try await stage.crew.worker("@admin", isAdmin: true)
            let stranger = try await stage.crew.worker("@stranger")
            let foreigner = try await stage.crew.worker("@foreign", tenant: "elsewhere", isAdmin: true)
            try await owner.call(CreateProject.self, ["slug": "site", "name": "Site"])
            let members = [try await stage.hearing(owner), try await stage.hearing(admin)]
            let others = [try await stage.hearing(stranger), try await stage.hearing(foreigner)]
            for hearing in members + others { listen(hearing) }
            let inside = try await owner.addTask("Inside", ["project_slug": "site"])
            let last = try await owner.addTask("Outside")
            let far = try await foreigner.addTask("Far")
            for hearing in members { try await hearing.hears("created task \(last)") }
            for hearing in members { #expect(hearing.told == ["created task \(inside)", "created task \(last)"]) }
            try await others[0].hears("created task \(last)")
            #expect(others[0].told == ["created task \(last)"])
            try await others[1].hears("created task \(far)")
            #expect(others[1].told == ["created task \(far)"])
        }
    }

    @Test(arguments: Engine.all) func `whoever is taken out of a project hears nothing more of it`(_ engine: Engine)
        async throws
    {
        try await withFeed(engine) { stage, listen in
            let owner = try await stage.crew.worker("@owner")
            let member = try await stage.crew.worker("@member")
            try await owner.call(CreateProject.self, ["slug": "site", "name": "Site"])
            try await owner.call(AddMember.self, ["slug": "site", "worker_id": "@member", "role": "member"])
            let hearing = try await stage.hearing(member)
            listen(hearing)
            let seen = try await owner.addTask("Seen", ["project_slug": "site"])
            try await hearing.hears("created task \(seen)")
            try await owner.call(RemoveMember.self, ["slug": "site", "worker_id": "@member"])
            _ = try await owner.addTask("Unseen", ["project_slug": "site"])
            try await owner.call(DeleteProject.self, ["slug": "site", "force": "true"])
            let last = try await owner.addTask("Outside")
            try await hearing.hears("created task \(last)")
            #expect(hearing.told == ["created task \(seen)", "created task \(last)"])
        }
    }

    @Test(arguments: Engine.all) func `the end of a project is told to those who were in it`(_ engine: Engine)
        async throws
    {
        try await withFeed(engine) { stage, listen in
            let owner = try await stage.crew.worker("@owner")
            let member = try await stage.crew.worker("@member")
            let hearing = try await stage.hearing(member)
            listen(hearing)
            try await owner.call(CreateProject.self, ["slug": "site", "name": "Site"])
            try await owner.call(AddMember.self, ["slug": "site", "worker_id": "@member", "role": "viewer"])
            let id = try await owner.addTask("A task", ["project_slug": "site"])
            try await hearing.hears("created task \(id)")
            try await owner.call(DeleteProject.self, ["slug": "site", "force": "true"])
            try await hearing.hears("deleted project site")
            #expect(hearing.told.contains("deleted task \(id)"))
        }
    }

    @Test(arguments: Engine.all) func `a revoked key ends the listening, and so does a worker's deletion`(
        _ engine: Engine
    ) async throws {
        try await withFeed(engine) { stage, listen in
            let owner = try await stage.crew.worker("@owner", isAdmin: true)
            let agent = try await stage.crew.worker("@agent", type: .agent)
            let other = try await stage.crew.worker("@other", type: .agent)
            let hearings = [try await stage.hearing(agent) { $0.taskID != nil }, try await stage.hearing(other)]
            for hearing in hearings { listen(hearing) }
            let keys = try await owner.call(ListKeys.self, ["id": "@agent"]).elements
            try await owner.call(RevokeKey.self, ["id": "@agent", "key_id": try #require(keys.first).id.json])
            try await hearings[0].ends()
            try await owner.call(DeleteWorker.self, ["id": "@other"])
            try await hearings[1].ends()
            _ = try await owner.addTask("Unheard")
            #expect(hearings.allSatisfy { !$0.told.contains { $0.hasPrefix("created task") } })
        }
    }

    @Test(arguments: Engine.all) func `without a good credential and tasks:read nobody listens`(_ engine: Engine)
        async throws
    {
        try await withFeed(engine) { stage, _ in
            let auditor = try await stage.crew.worker("@auditor", type: .agent, scopes: Scopes([.auditRead]))
            let unknown = CrewMember(crew: stage.crew, handle: "@no", credential: .key(hash: "none"))
            let refusals = [
                await #expect(throws: TaskFlowError.self) { _ = try await stage.hearing(auditor) },
                await #expect(throws: TaskFlowError.self) { _ = try await stage.hearing(unknown) },
            ]
            #expect(refusals.map { $0?.code } == [.insufficientScope, .unauthenticated])
        }
    }
}
