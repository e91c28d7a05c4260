import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A project always has an owner, whoever goes at the same time.
@Suite(.timeLimit(.minutes(10))) struct OwnerRaceTests {
    private func withOwners(
        _ engine: Engine, _ body: (Race, CrewMember, _ ann: CrewMember, _ ben: CrewMember) async throws -> Void
    ) async throws {
        try await Race.with(engine) { race in
            let admin = try await race.crew.worker("@admin", isAdmin: true)
            let (ann, ben) = (try await race.crew.worker("@ann"), try await race.crew.worker("@ben"))
            try await ann.call(CreateProject.self, ["slug": "site"])
            try await ann.call(AddMember.self, ["slug": "site", "worker_id": "@ben", "role": "owner"])
            try await body(race, admin, ann, ben)
            let owners = try await race.crew.count("SELECT count(*) FROM project_members WHERE role = 'owner'")
            #expect(owners == 1)
            let isOwned = try await race.crew.count(
                "SELECT count(*) FROM projects JOIN workers ON workers.id = owner_id WHERE deleted_at IS NULL")
            #expect(isOwned == 1)
        }
    }

    private let leaving: [JSONObject] = [
        ["slug": "site", "worker_id": "@ann"], ["slug": "site", "worker_id": "@ben"],
    ]

    @Test(arguments: Engine.all) func `of two owners who leave one stays`(_ engine: Engine) async throws {
        try await withOwners(engine) { race, _, ann, ben in
            let outcome = try await race.run(ann, RemoveMember.self, leaving[0], ben, RemoveMember.self, leaving[1])
            #expect(outcome.first == nil && outcome.second?.code == .conflict)
        }
    }

    @Test(arguments: Engine.all) func `of two owners who are deleted one stays`(_ engine: Engine) async throws {
        try await withOwners(engine) { race, admin, _, _ in
            let outcome = try await race.run(
                admin, DeleteWorker.self, ["id": "@ann"], admin, DeleteWorker.self, ["id": "@ben"])
            #expect(outcome.first == nil && outcome.second?.code == .conflict)
        }
    }

    @Test(arguments: Engine.all) func `one leaves and one is deleted`(_ engine: Engine) async throws {
        try await withOwners(engine) { race, admin, ann, _ in
            let outcome = try await race.run(
                ann, RemoveMember.self, leaving[0], admin, DeleteWorker.self, ["id": "@ben"])
            #expect(outcome.first == nil && outcome.second?.code == .conflict)
        }
        try await withOwners(engine) { race, admin, ann, _ in
            let outcome = try await race.run(
                admin, DeleteWorker.self, ["id": "@ben"], ann, RemoveMember.self, leaving[0])
            #expect(outcome.first == nil && outcome.second?.code == .conflict)
        }
    }

    @Test(arguments: Engine.all) func `who is deleted begins no project`(_ engine: Engine) async throws {
        try await withOwners(engine) { race, admin, ann, _ in
            let outcome = try await race.run(
                admin, DeleteWorker.self, ["id": "@ann"], ann, CreateProject.self, ["slug": "late"])
            #expect(outcome.first == nil && outcome.second?.code == .unauthenticated)
        }
    }
}
