import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// What each tool typically says, in bytes: an agent pays for them with every call.
@Suite struct AnswerSizeTests {
    struct Step: Sendable {
        let tool: String
        let arguments: JSONObject
        /// Most bytes of the text.
        let limit: Int
        var isReviewer = false
    }

    private static let first: JSONObject = ["task_id": 1]
    private static let title = "Write the quarterly report, with figures"

    /// A task's life, and a few looks around.
    private static let steps = [
        Step(
            tool: "create_task", arguments: ["title": .string(title), "priority": "high", "tags": ["writing"]],
            limit: 220),
        Step(
            tool: "create_plan",
            arguments: ["tasks": [["ref": "one", "title": "One"], ["ref": "two", "title": "Two", "needs": ["one"]]]],
            limit: 80),
        Step(tool: "update_task", arguments: ["task_id": 1, "due_date": "2026-12-01"], limit: 260),
        Step(tool: "assign_task", arguments: ["task_id": 1, "assignee": "@claude"], limit: 280),
        Step(tool: "claim_task", arguments: first, limit: 800),
        Step(tool: "heartbeat", arguments: first, limit: 200),
        Step(tool: "update_progress", arguments: ["task_id": 1, "percent": 40, "note": "Half of it"], limit: 300),
        Step(tool: "block_task", arguments: ["task_id": 1, "reason": "The figures are missing"], limit: 300),
        Step(tool: "unblock_task", arguments: first, limit: 300),
        Step(tool: "release_task", arguments: first, limit: 280),
        Step(tool: "claim_task", arguments: ["task_id": 1, "detail": "concise"], limit: 300),
        Step(tool: "comment_task", arguments: ["task_id": 1, "text": "All sums checked"], limit: 220),
        Step(
            tool: "ask_question", arguments: ["task_id": 1, "prompt": "Which quarter?", "to": "@ada"], limit: 400),
        Step(tool: "my_inbox", arguments: [:], limit: 700, isReviewer: true),
        Step(
            tool: "answer_question", arguments: ["question_id": 1, "text": "The third"], limit: 450, isReviewer: true),
        Step(tool: "submit_task", arguments: first, limit: 300),
        Step(tool: "reject_task", arguments: ["task_id": 1, "reason": "Too long"], limit: 300, isReviewer: true),
        Step(tool: "submit_task", arguments: first, limit: 300),
        Step(tool: "approve_task", arguments: first, limit: 300, isReviewer: true),
        Step(tool: "get_task", arguments: first, limit: 780),
        Step(tool: "claim_task", arguments: ["task_id": 2, "detail": "concise"], limit: 280),
        Step(tool: "claim_next_task", arguments: [:], limit: 900),
        Step(tool: "complete_task", arguments: ["task_id": 2], limit: 280),
        Step(tool: "list_tasks", arguments: [:], limit: 2_900),
        Step(tool: "list_tasks", arguments: ["detail": "full", "limit": 10], limit: 6_000),
        Step(tool: "list_projects", arguments: [:], limit: 400),
        Step(tool: "wait_for_changes", arguments: ["timeout_seconds": 0], limit: 80),
        Step(tool: "whoami", arguments: [:], limit: 540),
    ]

    @Test func `the typical answer of each tool is a few hundred bytes, a list's under three thousand`() async throws {
        #expect(Set(Self.steps.map(\.tool)) == Set(ToolListTests.names))
        try await withCrew { crew in
            let claude = Door(try await crew.worker("@claude", type: .agent))
            let ada = try await crew.worker("@ada")
            for slug in ["website", "release", "office"] {
                try await ada.call(CreateProject.self, ["slug": .string(slug)])
            }
            for (number, step) in Self.steps.enumerated() {
                let door = step.isReviewer ? Door(ada) : claude
                let result = try await door.call(step.tool, step.arguments)
                #expect(result["isError"] == false, "\(number) \(step.tool): \(result.text)")
                let bytes = try #require(result["content"]?[0]?["text"]?.stringValue).utf8.count
                #expect(bytes <= step.limit, "\(step.tool): \(bytes) bytes")
                if number == 0 { try await fill(claude) }
            }
        }
    }

    private func fill(_ door: Door) async throws {
        for number in 2...40 {
            _ = try await door.call("create_task", ["title": .string("Task \(number): \(Self.title)")])
        }
    }
}
