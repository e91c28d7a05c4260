import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// A command's answer can be stored and sent again, and says where what it created is addressed.
@Suite struct CommandOutputTests {
    /// Every command once, in an order in which each succeeds; `@bob` is an agent.
    private static let calls: [(command: any Command.Type, input: JSONObject, byAgent: Bool)] = [
        (CreateProject.self, ["slug": "first", "name": "Größe — 大きさ", "description": "A \"word\"\n"], false),
        (UpdateProject.self, ["slug": "first", "review_by": "person"], false),
        (AddMember.self, ["slug": "first", "worker_id": "@bob", "role": "member"], false),
        (
            CreateTask.self,
            [
                "title": "Größe — 👩‍👩‍👧", "description": "First\nsecond \"line\" \u{7}", "priority": "high",
                "tags": ["a", "b:1"], "due_date": "2026-12-24", "project_slug": "first",
            ], false
        ),
        (AssignTask.self, ["task_id": 1, "assignee": "@bob"], false),
        (StartTask.self, ["task_id": 1], true),
        (UpdateProgress.self, ["task_id": 1, "percent": 40, "note": "Half\tof it"], true),
        (BlockTask.self, ["task_id": 1, "reason": "Rain"], true),
        (UnblockTask.self, ["task_id": 1], true),
        (ReleaseTask.self, ["task_id": 1, "note": "Half of it"], true),
        (StartTask.self, ["task_id": 1], true),
        (Heartbeat.self, ["task_id": 1], true),
        (SubmitTask.self, ["task_id": 1], true),
        (RejectTask.self, ["task_id": 1, "reason": "Too short"], false),
        (SubmitTask.self, ["task_id": 1], true),
        (ApproveTask.self, ["task_id": 1], false),
        (ReopenTask.self, ["task_id": 1], false),
        (UpdateTask.self, ["task_id": 1, "due_date": "2027-01-01T12:00:00.5+01:00", "parent_id": .null], false),
        (StartTask.self, ["task_id": 1], true),
        (AskQuestion.self, ["task_id": 1, "prompt": "Which? \u{7}", "kind": "choice", "options": ["ä", "b"]], true),
        (AddComment.self, ["task_id": 1, "text": "Größe\n\n```\n@ana\n```"], true),
        (EditComment.self, ["comment_id": 1, "text": "@ana \u{7}"], true),
        (DeleteComment.self, ["comment_id": 1], true),
        (AddComment.self, ["task_id": 1, "text": "@ana"], true),
        (InboxDone.self, ["item_id": "m2"], false),
        (AddLink.self, ["task_id": 1, "url": "https://example.org/?a=%20", "title": "Größe"], true),
        (RemoveLink.self, ["task_id": 1, "link_id": 1], true),
        (AnswerQuestion.self, ["question_id": 1, "choice": "ä", "text": "As \"ever\""], false),
        (AskQuestion.self, ["task_id": 1, "prompt": "When?", "expires_at": "2026-12-24"], true),
        (WithdrawQuestion.self, ["question_id": 2], true),
        (CompleteTask.self, ["task_id": 1], true),
        (CreateTask.self, ["title": "Later", "needs": [1], "requires": ["swift"], "not_before": "2027-01-01"], false),
        (RemoveNeed.self, ["id": 2, "needed_id": 1], false),
        (ClaimNext.self, ["tags": ["none"]], false),
        (AddNeed.self, ["id": 2, "task_id": 1], false),
        (DeleteTask.self, ["task_id": 1, "force": true], false),
        (RegisterWorker.self, ["handle": "@erin", "agent_type": "reviewer", "capabilities": ["swift"]], false),
        (UpdateWorker.self, ["id": "@erin", "name": "Erin"], false),
        (CreateKey.self, ["id": "@erin", "name": "laptop", "scopes": ["tasks:read"], "expires_in_days": 7], false),
        (RevokeKey.self, ["id": "@erin", "key_id": 3], false),
        (DeleteWorker.self, ["id": "@erin"], false),
        (InviteWorker.self, ["id": "@zoe"], false),
        (LinkMe.self, [:], false),
        (EndSessions.self, ["id": "@zoe"], false),
        (
            CreatePlan.self,
            ["tasks": [["ref": "größe", "title": "a"], ["ref": "b", "title": "b", "parent": "größe"]]],
            false
        ),
        (
            ImportTasks.self,
            [
                "source": "beads", "project_slug": "first",
                "tasks": [
                    ["source_id": "größe", "title": "a"], ["source_id": "größe", "title": "b"],
                    ["source_id": "c", "title": "c", "parent": "no \"such\""],
                ],
            ], false
        ),
        (RemoveMember.self, ["slug": "first", "worker_id": "@bob"], false),
        (DeleteProject.self, ["slug": "first", "force": true], false),
    ]

    @Test func `every command's answer is the same, byte for byte, after it was stored`() async throws {
        let commands = Operations.all.filter { $0 is any Command.Type }.map { $0.spec.name }
        #expect(Set(commands) == Set(Self.calls.map { $0.command.spec.name }))
        try await withCrew { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let bob = try await crew.worker("@bob", type: .agent)
            for (command, input, byAgent) in Self.calls { try await check(command, input, byAgent ? bob : ana) }
        }
    }

    private func check<C: Command>(_ command: C.Type, _ input: JSONObject, _ caller: CrewMember) async throws {
        let output: C.Output
        do throws(TaskFlowError) { output = try await caller.call(command, input) } catch {
            Issue.record("\(C.spec.name): \(error)")
            return
        }
        let stored = bytes(of: output)
        var issues = Issues()
        let read = C.Output.decode(try JSONParser.parse(stored), into: &issues)
        let again = try #require(read, "\(C.spec.name): \(issues.all)")
        #expect(bytes(of: again) == stored, "\(C.spec.name)")
        #expect(body(of: again) == body(of: output), "\(C.spec.name)")
        #expect((output.shownOnce != nil) == C.answersSecret, "\(C.spec.name)")
        expectAddress(of: output, command)
    }

    /// The answer names every input that stands in the path of what addresses it.
    private func expectAddress<C: Command>(of output: C.Output, _ command: C.Type) {
        guard let operation = C.spec.addressedBy else { return }
        func names<O: TaskFlowOperations.Operation>(_ operation: O.Type) -> [String] {
            O.Input.schema.fields.filter { $0.source == .path }.map(\.name)
        }
        #expect(output.pathInputs.map(\.name) == names(operation), "\(C.spec.name)")
    }

    private func bytes(of value: some SchemaValue) -> [UInt8] {
        var writer = JSONWriter()
        value.encode(to: &writer)
        return writer.bytes
    }

    private func body(of output: some OperationOutput) -> [UInt8] {
        var writer = JSONWriter()
        output.write(to: &writer)
        return writer.bytes
    }
}
