import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// The last reason or note stays with the task: whoever looks at it reads why it is as it is.
@Suite struct RemarkTests {
    @Test(arguments: Engine.all) func `each step that may have a word sets it, and nothing else does`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            let agent = try await crew.worker("@claude", type: .agent)
            let id = try await owner.addTask("x", ["assigned_to": "@claude"])
            let ref: JSONObject = ["task_id": id.json]
            #expect(try await owner.task(id).remark == nil)

            func said(_ task: TaskItem, _ action: AuditAction, _ text: String, _ by: String) async throws {
                #expect(task.remark?.action == action && task.remark?.text.rawValue == text)
                #expect(task.remark?.by?.rawValue == by && task.remark?.at == task.updatedAt)
                // The same by the next look, and in the list.
                #expect(try await owner.task(id).json == task.json)
                #expect(try await owner.call(ListTasks.self).elements.first?.json == task.json)
            }
            func stays(_ task: TaskItem, _ text: String) {
                #expect(task.remark?.text.rawValue == text)
            }
            try await said(
                try await agent.call(BlockTask.self, ref.with("reason", "No access")), .blocked, "No access", "@claude")
            stays(try await owner.call(UnblockTask.self, ref), "No access")
            stays(try await agent.call(UpdateProgress.self, ref.with("percent", 10)), "No access")
            try await said(
                try await agent.call(UpdateProgress.self, ref.with("percent", 20).with("note", " Begun ")), .progressed,
                "Begun", "@claude")
            try await said(
                try await agent.call(SubmitTask.self, ref.with("note", "All there")), .submitted, "All there", "@claude"
            )
            try await said(
                try await owner.call(RejectTask.self, ref.with("reason", "The sums are missing")), .rejected,
                "The sums are missing", "@owner")
            stays(try await agent.call(SubmitTask.self, ref), "The sums are missing")
            stays(try await owner.call(RejectTask.self, ref.with("reason", "Still")), "Still")
            stays(try await owner.patch(id, ["title": "y", "priority": "high"]), "Still")
            try await said(
                try await agent.call(ReleaseTask.self, ref.with("note", "Over to you")), .released, "Over to you",
                "@claude")
            let started = try await agent.call(StartTask.self, ref)
            stays(started, "Over to you")
            #expect(started.json == (try await owner.task(id).json))
            stays(try await agent.call(CompleteTask.self, ref), "Over to you")
            stays(try await owner.call(ReopenTask.self, ref), "Over to you")
            #expect(try await owner.audit(of: id).compactMap { $0.context["note"] ?? $0.context["reason"] }.count == 6)
        }
    }

    @Test(arguments: Engine.all) func `a patch's reason is the remark of the step that it takes`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            let id = try await owner.addTask("x")
            try await owner.call(StartTask.self, ["task_id": id.json])
            func remark(_ changes: JSONObject) async throws -> String? {
                let remark = try await owner.patch(id, changes).remark
                return remark.map { "\($0.action.rawValue): \($0.text)" }
            }
            #expect(try await remark(["status": "blocked", "reason": "r1"]) == "blocked: r1")
            #expect(try await remark(["status": "in_progress", "reason": "unblocking has none"]) == "blocked: r1")
            #expect(try await remark(["progress_percent": 30, "reason": "r2"]) == "progressed: r2")
            #expect(try await remark(["progress_percent": 40, "status": "review", "reason": "r3"]) == "submitted: r3")
            #expect(try await remark(["status": "in_progress", "reason": "r4"]) == "rejected: r4")
            #expect(try await remark(["status": "pending", "reason": "r5"]) == "released: r5")
            #expect(try await remark(["title": "y", "reason": "nothing that has one"]) == "released: r5")
            let contexts = try await owner.audit(of: id).compactMap { $0.context["reason"] ?? $0.context["note"] }
            #expect(contexts == ["r1", "r2", "r3", "r4", "r5"])
        }
    }

    @Test(arguments: Engine.all) func `a word is stored as it was sent, up to its bounds`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            let id = try await owner.addTask("x")
            let ref: JSONObject = ["task_id": id.json]
            for text in ["e\u{301}", "é", "a\nb\t\u{1B}[31m", String(repeating: "😀", count: 2000)] {
                try await owner.call(StartTask.self, ref)
                let task = try await owner.call(ReleaseTask.self, ref.with("note", .string(text)))
                #expect(task.remark?.text.rawValue.hasSameBytes(as: text) == true)
                #expect(try await owner.task(id).json == task.json)
            }
            try await owner.call(StartTask.self, ref)
            for text in ["", " \n", "a\0b", String(repeating: "n", count: 2001)] {
                for operation: any Operation.Type in [SubmitTask.self, ReleaseTask.self] {
                    let refusal = await Stage.perform(operation, ref.with("note", .string(text)), owner)
                    #expect(refusal?.issues.first?.location == [.name("body"), .name("note")])
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `what is handed back keeps what was said of it`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner", isAdmin: true)
            let agent = try await crew.worker("@claude", type: .agent)
            let id = try await owner.addTask("x")
            try await agent.call(StartTask.self, ["task_id": id.json])
            try await agent.call(UpdateProgress.self, ["task_id": id.json, "percent": 50, "note": "Half"])
            try await owner.call(DeleteWorker.self, ["id": "@claude"])
            let task = try await owner.task(id)
            #expect(task.status == .pending && task.remark?.text.rawValue == "Half")
            #expect(task.remark?.by?.rawValue == "@claude")
        }
    }
}
