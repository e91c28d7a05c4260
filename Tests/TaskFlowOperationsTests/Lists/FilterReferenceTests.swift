import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A filter that names what is not there for the caller is a fault at its place, and no empty list.
@Suite struct FilterReferenceTests {
    private func expectMissing<O: TaskFlowOperations.Operation>(
        _ operation: O.Type, _ filter: JSONObject, _ name: String, _ member: CrewMember,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let refusal = await member.refusal(of: operation, filter)
        #expect(refusal?.code == .validationFailed, sourceLocation: sourceLocation)
        #expect(refusal?.issues.map(\.location) == [[.name("query"), .name(name)]], sourceLocation: sourceLocation)
        #expect(refusal?.message.hasSuffix("not found") == true, sourceLocation: sourceLocation)
    }

    @Test(arguments: Engine.all) func `tasks by what is not there`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            let member = try await crew.worker("@member")
            try await owner.call(CreateProject.self, ["slug": "hidden"])
            let hidden = try await owner.addTask("h", ["project_slug": "hidden"])
            for name in ["assigned_to", "created_by"] {
                await expectMissing(ListTasks.self, [name: "@nobody"], name, member)
                #expect(try await member.call(ListTasks.self, [name: "@owner"]).elements.isEmpty)
                #expect(try await member.call(ListTasks.self, [name: "me"]).elements.isEmpty)
            }
            for slug: JSON in ["nowhere", "hidden"] {
                await expectMissing(ListTasks.self, ["project": slug], "project", member)
            }
            #expect(try await owner.call(ListTasks.self, ["project": "hidden"]).elements.map(\.id) == [hidden])
            for id: JSON in [999, hidden.json] {
                await expectMissing(ListTasks.self, ["parent_id": id], "parent_id", member)
            }
            #expect(try await owner.call(ListTasks.self, ["parent_id": hidden.json]).elements.isEmpty)
            // What is hidden and what is not there are one thing, to the letter.
            let (there, nowhere) = (
                await member.refusal(of: ListTasks.self, ["project": "hidden"])?.message,
                await member.refusal(of: ListTasks.self, ["project": "nohere"])?.message
            )
            #expect(there?.replacing("hidden", with: "nohere") == nowhere)
        }
    }

    @Test(arguments: Engine.all) func `audit entries by who is not there`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            try await owner.call(CreateProject.self, ["slug": "site"])
            await expectMissing(ListAudit.self, ["actor": "@nobody"], "actor", owner)
            await expectMissing(ProjectAudit.self, ["slug": "site", "actor": "@nobody"], "actor", owner)
            #expect(try await owner.call(ListAudit.self, ["actor": "system"]).elements.isEmpty == false)
            #expect(try await owner.call(ProjectAudit.self, ["slug": "site", "actor": "@owner"]).elements.count > 0)
            #expect(try await owner.call(ProjectAudit.self, ["slug": "site", "actor": "me"]).elements.count > 0)
        }
    }

    @Test(arguments: Engine.all) func `a deleted worker stays valid, in its own tenant`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            let gone = try await crew.worker("@gone", type: .agent)
            let task = try await gone.addTask()
            try await owner.call(DeleteWorker.self, ["id": "@gone"])
            #expect(try await owner.call(ListTasks.self, ["created_by": "@gone"]).elements.map(\.id) == [task])
            #expect(try await owner.call(ListAudit.self, ["actor": "@gone"]).elements.isEmpty == false)
            let stranger = try await crew.worker("@stranger", tenant: "other", isAdmin: true)
            await expectMissing(ListTasks.self, ["created_by": "@gone"], "created_by", stranger)
            await expectMissing(ListTasks.self, ["parent_id": task.json], "parent_id", stranger)
            await expectMissing(ListAudit.self, ["actor": "@owner"], "actor", stranger)
        }
    }
}
