import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// Whoever did the work never judges it, however they try (docs/contract.md, 3.5).
@Suite(.timeLimit(.minutes(10))) struct OwnWorkTests {
    @Test(arguments: Engine.all) func `not by assigning it away within the same PATCH`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent)
            _ = try await crew.worker("@other")
            let id = try await agent.submitted()
            for assignee: JSON in [.null, "@other"] {
                for change: JSONObject in [
                    ["status": "completed"], ["status": "in_progress", "reason": "r"],
                    ["status": "pending", "reason": "r"],
                ] {
                    let refusal = await agent.patchRefusal(id, change.with("assigned_to", assignee))
                    // Where the status does not follow from the assignment there is no such step.
                    #expect(refusal?.code == .forbidden || refusal?.code == .invalidState)
                }
            }
            #expect(try await agent.task(id).status == .review)
            #expect(
                await agent.patchRefusal(id, ["assigned_to": .null, "status": "completed"])?.message
                    == "You worked on this task: someone else must review it")
        }
    }

    @Test(arguments: Engine.all) func `not by assigning it away first`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent)
            _ = try await crew.worker("@other")
            for assignee: JSON in [.null, "@other"] {
                let id = try await agent.submitted()
                #expect(try await agent.step(AssignTask.self, id, ["assignee": assignee]).status == .review)
                #expect(try await agent.mayNotJudge(id))
            }
        }
    }

    @Test(arguments: Engine.all) func `not by letting another submit, or go on`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (agent, chief) = (
                try await crew.worker("@claude", type: .agent), try await crew.worker("@chief", isAdmin: true)
            )
            let other = try await crew.worker("@other")
            let id = try await agent.addTask()
            try await agent.step(StartTask.self, id)
            #expect(try await chief.step(SubmitTask.self, id).submittedBy?.rawValue == "@claude")
            #expect(try await agent.mayNotJudge(id))
            // Handed to another, who submits.
            try await chief.step(RejectTask.self, id, ["reason": "more"])
            try await agent.step(AssignTask.self, id, ["assignee": "@other"])
            #expect(try await other.step(SubmitTask.self, id).submittedBy?.rawValue == "@other")
            for member in [agent, other] { #expect(try await member.mayNotJudge(id)) }
            // Blocked, released and started by another.
            try await chief.step(RejectTask.self, id, ["reason": "more"])
            try await other.step(ReleaseTask.self, id)
            let third = try await crew.worker("@third")
            try await third.step(StartTask.self, id)
            try await third.step(SubmitTask.self, id)
            for member in [agent, other, third] { #expect(try await member.mayNotJudge(id)) }
            let reviewer = try await crew.worker("@reviewer", type: .agent)
            #expect(try await reviewer.step(ApproveTask.self, id).status == .completed)
        }
    }

    @Test(arguments: Engine.all) func `an agent that hands in another's work does not judge it`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent)
            let member = try await crew.worker("@other")
            try await agent.call(CreateProject.self, ["slug": "p", "review_required": true])
            try await agent.call(AddMember.self, ["slug": "p", "worker_id": "@other"])
            // The other one never did anything.
            let id = try await agent.addTask("Work", ["project_slug": "p", "assigned_to": "@other"])
            try await agent.step(BlockTask.self, id, ["reason": "r"])
            try await agent.step(UnblockTask.self, id)
            #expect(try await agent.step(SubmitTask.self, id).submittedBy?.rawValue == "@other")
            #expect(try await agent.mayNotJudge(id))
            #expect(try await crew.holders(of: id) == ["@claude", "@other"])
            // A person who hands in for an agent may judge it still.
            let (owner, pet) = (try await crew.worker("@owner"), try await crew.worker("@pet", type: .agent))
            try await owner.call(CreateProject.self, ["slug": "q"])
            try await owner.call(AddMember.self, ["slug": "q", "worker_id": "@pet"])
            let own = try await owner.addTask("Work", ["project_slug": "q"])
            try await pet.step(StartTask.self, own)
            try await owner.step(SubmitTask.self, own)
            #expect(try await owner.step(ApproveTask.self, own).status == .completed)
            _ = member
        }
    }

    @Test(arguments: Engine.all) func `an agent that owns a project does not end its reviews`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent)
            let admin = try await crew.worker("@admin", isAdmin: true)
            try await agent.call(CreateProject.self, ["slug": "p"])
            try await agent.call(UpdateProject.self, ["slug": "p", "review_required": true])
            let refusal = await agent.refusal(of: UpdateProject.self, ["slug": "p", "review_required": false])
            #expect(refusal?.code == .forbidden && refusal?.message == "Only a person may end a project's reviews")
            try await agent.call(UpdateProject.self, ["slug": "p", "name": "P", "review_required": true])
            let project = try await admin.call(UpdateProject.self, ["slug": "p", "review_required": false])
            #expect(!project.reviewRequired)
        }
    }

    @Test(arguments: Engine.all) func `not with another key, nor as an admin or an owner when an agent`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let agent = try await crew.worker("@claude", type: .agent, isAdmin: true)
            try await agent.call(CreateProject.self, ["slug": "p"])
            for place: JSONObject in [[:], ["project_slug": "p"]] {
                let id = try await agent.submitted(place)
                let again = try await crew.worker("@claude", type: .agent)
                for member in [again, agent] { #expect(try await member.mayNotJudge(id)) }
                try await agent.step(AssignTask.self, id, ["assignee": .null])
                for member in [again, agent] { #expect(try await member.mayNotJudge(id)) }
            }
        }
    }

    @Test(arguments: Engine.all) func `persons who own the project or are admins may, other persons may not`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (owner, admin) = (try await crew.worker("@owner"), try await crew.worker("@admin", isAdmin: true))
            let member = try await crew.worker("@member")
            try await owner.call(CreateProject.self, ["slug": "p"])
            try await owner.call(AddMember.self, ["slug": "p", "worker_id": "@member"])
            let inProject: JSONObject = ["project_slug": "p"]
            #expect(try await owner.approves(workOf: owner, inProject))
            #expect(try await admin.approves(workOf: admin, inProject))
            #expect(try await admin.approves(workOf: admin))
            #expect(try await member.mayNotJudge(workOf: member, inProject))
            // The creator of a task without a project is not its judge for that.
            #expect(try await owner.mayNotJudge(workOf: owner))
        }
    }

    @Test(arguments: Engine.all) func `reopened, what was done before counts no more`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (agent, other) = (try await crew.worker("@claude", type: .agent), try await crew.worker("@other"))
            let id = try await agent.submitted()
            try await other.step(ApproveTask.self, id)
            #expect(try await crew.holders(of: id) == ["@claude"])
            let reopened = try await other.step(ReopenTask.self, id)
            #expect(reopened.submittedBy == nil && reopened.assignedTo?.rawValue == "@claude")
            #expect(try await crew.holders(of: id).isEmpty)
            try await other.step(AssignTask.self, id, ["assignee": "@other"])
            try await other.step(StartTask.self, id)
            try await other.step(SubmitTask.self, id)
            #expect(try await agent.step(ApproveTask.self, id).status == .completed)
        }
    }

    @Test(arguments: Engine.all) func `an agent never judges the work of the person who answers for it`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let boss = try await crew.worker("@boss", isAdmin: true)
            let (ada, bob) = (try await crew.worker("@ada"), try await crew.worker("@bob"))
            let (pet, stray) = (try await ada.agent("@pet"), try await crew.worker("@stray", type: .agent))
            let adas = try await ada.submitted()
            #expect(try await pet.mayNotJudge(adas))
            #expect(
                await pet.refusal(of: ApproveTask.self, ["task_id": adas.json])?.message
                    == "The person who answers for you worked on this task: someone else must review it")
            try await ada.step(AssignTask.self, adas, ["assignee": .null])
            #expect(try await pet.mayNotJudge(adas))
            #expect(try await stray.step(ApproveTask.self, adas).status == .completed)
            #expect(try await pet.approves(workOf: bob))
            // Nobody registered @stray: the longest-standing admin answers for it.
            #expect(try await stray.mayNotJudge(workOf: boss))
            // A person judges what its own agent did, and an agent what another did of the same person.
            #expect(try await ada.approves(workOf: pet))
            let second = try await ada.agent("@second")
            #expect(try await second.approves(workOf: pet))
        }
    }

    @Test(arguments: Engine.all) func `where persons alone review, no agent does`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (owner, member) = (try await crew.worker("@owner"), try await crew.worker("@member"))
            let agent = try await crew.worker("@claude", type: .agent, isAdmin: true)
            try await owner.call(CreateProject.self, ["slug": "p", "review_by": "person"])
            try await owner.call(AddMember.self, ["slug": "p", "worker_id": "@member"])
            let id = try await owner.submitted(["project_slug": "p"])
            #expect(try await agent.mayNotJudge(id))
            try await owner.call(UpdateProject.self, ["slug": "p", "review_by": "anyone"])
            try await owner.call(UpdateProject.self, ["slug": "p", "review_by": "person"])
            let rows = try await owner.call(ProjectAudit.self, ["slug": "p", "action": "updated"]).elements
            #expect(rows.first?.context == ["review_by": ["before": "anyone", "after": "person"]])
            // Nor does an agent, be it an admin, change the rule first; what is no change is no matter.
            let refusal = await agent.refusal(of: UpdateProject.self, ["slug": "p", "review_by": "anyone"])
            #expect(refusal?.code == .forbidden)
            try await agent.call(UpdateProject.self, ["slug": "p", "name": "P", "review_by": "person"])
            #expect(try await agent.mayNotJudge(id))
            #expect(try await member.step(ApproveTask.self, id).status == .completed)
        }
    }
}
