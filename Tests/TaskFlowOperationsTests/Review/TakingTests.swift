import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// Who may take a task from whoever holds it (docs/contract.md, 3.5).
@Suite(.timeLimit(.minutes(10))) struct TakingTests {
    private static let held: [TaskStatus] = [.inProgress, .review, .blocked]

    @Test(arguments: Engine.all) func `from its holder: themselves, the owner, an admin`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let members = try await self.members(crew, owner)
            for status in Self.held {
                for assignee: JSON in [.null, "@ann"] {
                    for who in ["@ann", "@agent"] {
                        let id = try await held(by: members["@ben"], status, owner)
                        let caller = try #require(members[who])
                        #expect(await caller.code(of: AssignTask.self, id, ["assignee": assignee]) == .forbidden)
                        #expect(await caller.patchRefusal(id, ["assigned_to": assignee])?.code == .forbidden)
                        #expect(await caller.code(of: AssignTask.self, id, ["assignee": "@ben"]) == nil)
                    }
                    for who in ["@ben", "@owner", "@admin"] {
                        let id = try await held(by: members["@ben"], status, owner)
                        let caller = try #require(members[who])
                        #expect(await caller.code(of: AssignTask.self, id, ["assignee": assignee]) == nil)
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `without a project its creator is the one`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ann, ben) = (try await crew.worker("@ann"), try await crew.worker("@ben"))
            let third = try await crew.worker("@third")
            let id = try await ann.addTask()
            try await ben.step(StartTask.self, id)
            let refusal = await third.refusal(of: AssignTask.self, ["task_id": id.json, "assignee": "me"])
            #expect(
                refusal?.message
                    == "Only its holder @ben, its creator or an admin may take task \(id) from its holder")
            #expect(try await ann.step(AssignTask.self, id, ["assignee": .null]).status == .pending)
        }
    }

    @Test(arguments: Engine.all) func `what is pending or nobody's is given freely`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let members = try await self.members(crew, owner)
            let (ann, ben) = (try #require(members["@ann"]), try #require(members["@ben"]))
            let id = try await owner.addTask("x", ["project_slug": "p", "assigned_to": "@ben"])
            #expect(await ann.code(of: AssignTask.self, id, ["assignee": "@agent"]) == nil)
            let review = try await held(by: ben, .review, owner)
            try await ben.step(AssignTask.self, review, ["assignee": .null])
            #expect(try await ann.step(AssignTask.self, review, ["assignee": "@agent"]).status == .review)
            #expect(try await crew.holders(of: review) == ["@agent", "@ben"])
        }
    }

    @Test(arguments: Engine.all) func `no step of a PATCH makes another one the caller's`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let members = try await self.members(crew, owner)
            let ann = try #require(members["@ann"])
            let id = try await held(by: members["@ben"], .inProgress, owner)
            for change: JSONObject in [
                ["assigned_to": "me", "progress_percent": 50], ["assigned_to": "me", "status": "review"],
                ["assigned_to": "me", "status": "completed"], ["assigned_to": .null, "status": "in_progress"],
                ["assigned_to": "me", "status": "blocked", "reason": "r"],
            ] { #expect(await ann.patchRefusal(id, change)?.code == .forbidden) }
            let pending = try await owner.addTask("x", ["project_slug": "p", "assigned_to": "@ben"])
            #expect(
                await ann.patchRefusal(pending, ["assigned_to": .null, "status": "blocked", "reason": "r"])?.code
                    == .forbidden)
            #expect(try await ann.patch(pending, ["assigned_to": "me", "status": "in_progress"]).status == .inProgress)
        }
    }

    private func members(_ crew: Crew, _ owner: CrewMember) async throws -> [String: CrewMember] {
        try await owner.call(CreateProject.self, ["slug": "p"])
        var members = ["@owner": owner, "@admin": try await crew.worker("@admin", isAdmin: true)]
        for handle in ["@ann", "@ben", "@agent"] {
            members[handle] = try await crew.worker(handle, type: handle == "@agent" ? .agent : .human)
            try await owner.call(AddMember.self, ["slug": "p", "worker_id": .string(handle)])
        }
        return members
    }

    private func held(by member: CrewMember?, _ status: TaskStatus, _ owner: CrewMember) async throws -> TaskID {
        let id = try await owner.addTask("x", ["project_slug": "p"])
        let holder = try #require(member)
        try await holder.step(StartTask.self, id)
        if status == .review { try await holder.step(SubmitTask.self, id) }
        if status == .blocked { try await holder.step(BlockTask.self, id, ["reason": "r"]) }
        return id
    }
}
