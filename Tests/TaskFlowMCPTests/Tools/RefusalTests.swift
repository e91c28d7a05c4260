import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// What an agent reads when it is refused: what is wrong, and what to do next.
@Suite struct RefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let tool: String
        /// What happened to the task before: calls by @gemini, who is not the caller, unless the tool's name begins with `me:`.
        let before: [(String, JSONObject)]
        var arguments: JSONObject = [:]
        let words: String

        var testDescription: String { "\(tool) after \(before.map(\.0)): \(words)" }
    }

    static let percent: JSONObject = ["percent": 10]
    static let reason: JSONObject = ["reason": "Rain"]

    static let rows = [
        Row(
            tool: "claim_task", before: [("claim_task", [:])],
            words:
                "Task 1 is being worked on by @gemini. Call list_tasks with status=pending and unassigned=true for free work."
        ),
        Row(
            tool: "claim_task", before: [("assign_task", ["assignee": "@gemini"])],
            words:
                "Task 1 is assigned to @gemini. Call list_tasks with status=pending and unassigned=true for free work."),
        Row(
            tool: "claim_task", before: [("me:claim_task", [:])],
            words: "You already hold task 1. Go on with it: update_progress, then submit_task or complete_task."),
        Row(
            tool: "claim_task", before: [("claim_task", [:]), ("submit_task", [:])],
            words:
                "Task 1 is under review, held by @gemini. Call list_tasks with status=pending and unassigned=true for free work."
        ),
        Row(
            tool: "claim_task", before: [("block_task", reason)],
            words: """
                Task 1 is blocked. When its cause is gone call unblock_task first. Call list_tasks with status=pending and \
                unassigned=true for free work.
                """),
        Row(
            tool: "claim_task", before: [("claim_task", [:]), ("complete_task", [:])],
            words:
                "Task 1 is completed, held by @gemini. Call list_tasks with status=pending and unassigned=true for free work."
        ),
        Row(
            tool: "update_progress", before: [], arguments: percent,
            words: "Task must be in_progress. Task 1 is pending. Call claim_task first."),
        Row(
            tool: "submit_task", before: [],
            words: "Cannot submit task with status 'pending'. Task 1 is pending. Call claim_task first."),
        Row(
            tool: "complete_task", before: [("me:block_task", reason)],
            words: "Cannot complete task with status 'blocked'. Task 1 is blocked. Call unblock_task first."),
        Row(
            tool: "approve_task", before: [],
            words: "Cannot approve task with status 'pending'. Task 1 is pending. Call claim_task first."),
        Row(
            tool: "reject_task", before: [("claim_task", [:])], arguments: reason,
            words: """
                Cannot reject task with status 'in_progress'. Task 1 is in_progress, held by @gemini. Leave it to \
                them. Call list_tasks with status=pending and unassigned=true for free work.
                """),
        Row(
            tool: "block_task", before: [("me:claim_task", [:]), ("me:complete_task", [:])], arguments: reason,
            words: """
                Cannot block task with status 'completed'. Task 1 is completed, held by you. There is nothing left to do; \
                to reopen it call update_task with status=pending.
                """),
        Row(
            tool: "unblock_task", before: [],
            words: "Cannot unblock task with status 'pending'. Task 1 is pending. Call claim_task first."),
        Row(
            tool: "release_task", before: [("claim_task", [:])],
            words: """
                Only the assignee, its creator or an admin may do this. Task 1 is assigned to @gemini. Leave it, or ask \
                them to release it.
                """),
        Row(
            tool: "approve_task", before: [("me:claim_task", [:]), ("me:submit_task", [:])],
            words: """
                You worked on this task: someone else must review it. Leave task 1 under review: another worker reviews it. \
                Go on with other work.
                """),
        Row(
            tool: "assign_task", before: [], arguments: ["assignee": "@nobody"],
            words: """
                The arguments are not valid. Correct them and call assign_task again:
                - assignee: Value error, worker '@nobody' not found
                """),
        Row(
            tool: "update_task", before: [], arguments: ["status": "completed"],
            words: """
                Cannot change task from status 'pending' to 'completed'. Task 1 is pending. Call claim_task first.
                """),
    ]

    @Test(arguments: rows) func `a refusal says what to do next`(_ row: Row) async throws {
        try await withCrew { crew in
            // The task is someone else's: its creator may do more.
            let ada = try await crew.worker("@ada")
            let gemini = Door(try await crew.worker("@gemini", type: .agent))
            let me = Door(try await crew.worker("@claude", type: .agent))
            _ = try await ada.addTask()
            for (name, more) in row.before {
                let isMine = name.hasPrefix("me:")
                let tool = isMine ? String(name.dropFirst(3)) : name
                let result = try await (isMine ? me : gemini).call(tool, more.with("task_id", 1))
                #expect(result["isError"] == false, "\(result.text)")
            }
            #expect(try await me.refusal(row.tool, row.arguments.with("task_id", 1)) == row.words)
        }
    }

    @Test func `what is not there, and what a project asks for`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            let me = Door(try await crew.worker("@claude", type: .agent))
            let missing = "There is no task 99 that you can see. Call list_tasks to find the one you mean."
            for (tool, more) in [("get_task", [:]), ("claim_task", [:]), ("block_task", Self.reason)] {
                #expect(try await me.refusal(tool, more.with("task_id", 99)) == missing)
            }
            try await ada.call(CreateProject.self, ["slug": "site", "review_required": true])
            let hidden = try await ada.addTask("x", ["project_slug": "site"])
            let unseen = try await me.refusal("get_task", ["task_id": hidden.json])
            #expect(unseen.hasPrefix("There is no task \(hidden) that you can see."))
            try await ada.call(AddMember.self, ["slug": "site", "worker_id": "@claude"])
            _ = try await me.call("claim_task", ["task_id": hidden.json])
            #expect(
                try await me.refusal("complete_task", ["task_id": hidden.json])
                    == "Task needs review: submit it first. Call submit_task with task_id=1; another worker approves it."
            )
            _ = try await ada.addTask("part", ["parent_id": hidden.json])
            _ = try await me.call("submit_task", ["task_id": hidden.json])
            let words = try await Door(ada).refusal("approve_task", ["task_id": hidden.json])
            #expect(
                words.contains("Call list_tasks with parent_id=1 to see the subtasks: they must be completed first."))
        }
    }

    @Test func `the code is told to programs`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            #expect(try await door.call("get_task", ["task_id": 9])["_meta"]?["taskflow/code"] == "not_found")
            let result = try await door.call("get_task", ["task_id": "x"], era: .june2025)
            #expect(result["_meta"] == ["taskflow/code": "validation_failed"])
        }
    }
}

extension JSONObject {
    fileprivate func with(_ name: String, _ value: JSON) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}
