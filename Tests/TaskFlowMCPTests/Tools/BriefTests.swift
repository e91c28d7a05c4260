import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// `get_task`: what an agent needs to go on, in few bytes.
@Suite struct BriefTests {
    private static let limit = 2_000

    @Test func `it tells how a task stands, what was said, and what may be done`() async throws {
        try await withCrew { crew in
            let (ada, claude) = (try await crew.worker("@ada"), try await crew.worker("@claude", type: .agent))
            let door = Door(claude)
            let parent = try await ada.addTask("The report")
            let task = try await ada.addTask("Write the text", ["parent_id": parent.json, "description": "Two\npages"])
            try await claude.call(StartTask.self, ["task_id": task.json])
            try await claude.call(SubmitTask.self, ["task_id": task.json])
            try await ada.call(RejectTask.self, ["task_id": task.json, "reason": "Too short"])
            try await ada.call(AddComment.self, ["task_id": task.json, "text": "See the **contract**"])
            let question = try await claude.call(
                AskQuestion.self, ["task_id": task.json, "prompt": "Which?", "kind": "choice", "options": ["a", "b"]])
            try await ada.call(AnswerQuestion.self, ["question_id": question.id.json, "choice": "b"])
            let text = try #require(try await door.call("get_task", ["task_id": task.json]).told)
            for line in [
                "#2 Write the text", "in_progress, medium, assigned to you", "Part of #1 The report",
                "Description: Two pages", "Question 1 answered by @ada: b (it was: Which? [a | b])",
                "- @ada commented: See the **contract**", "- @ada rejected: Too short",
                "You may: update_progress, submit_task", "comment_task, ask_question\n",
                "Not while in_progress: unblock_task\n",
            ] { #expect(text.contains(line), "\(line) in \(text)") }
            let full = try await door.call("get_task", ["task_id": task.json, "detail": "full"])["structuredContent"]
            #expect(full?["description"] == "Two\npages" && full?["words"] == nil)
            #expect(
                try await door.refusal("get_task", ["task_id": 2, "detail": "concise"]).contains("'brief' or 'full'"))
        }
    }

    @Test func `at its worst it keeps its bytes, and says that it was cut`() async throws {
        try await withCrew { crew in
            let (ada, claude) = (
                try await crew.worker("@" + String(repeating: "a", count: 50), isAdmin: true),
                try await crew.worker("@claude", type: .agent)
            )
            let slug = String(repeating: "s", count: 100)
            try await ada.call(CreateProject.self, ["slug": .string(slug), "review_by": "person"])
            try await ada.call(AddMember.self, ["slug": .string(slug), "worker_id": "@claude"])
            let long = String(repeating: "大きさ", count: 60)
            let place: JSONObject = ["project_slug": .string(slug), "priority": "critical"]
            var needs: [JSON] = []
            for number in 0..<20 { needs.append(try await ada.addTask("\(long) \(number)", place).json) }
            var more = place
            more["parent_id"] = try await ada.addTask(long, place).json
            more["needs"] = .array(needs)
            more["description"] = .string(String(repeating: "説明", count: 32_768))
            more["requires"] = .array((0..<10).map { .string("capability-\($0)-" + String(repeating: "x", count: 30)) })
            more["due_date"] = "2030-01-01"
            more["not_before"] = "2029-01-01"
            let task = try await ada.addTask(long, more)
            for _ in 0..<5 {
                let text = String(repeating: "言", count: 65_536)
                try await ada.call(AddComment.self, ["task_id": task.json, "text": .string(text)])
            }
            for number in 0..<3 {
                let options = (0..<10).map { JSON.string("\($0) " + String(repeating: "選", count: 190)) }
                try await ada.call(
                    AskQuestion.self,
                    [
                        "task_id": task.json, "kind": "choice", "options": .array(options), "to": "@claude",
                        "prompt": .string(String(repeating: "問", count: 3_990) + "\(number)"), "blocking": false,
                    ])
            }
            let door = Door(claude)
            let result = try await door.call("get_task", ["task_id": task.json])
            let text = try #require(result.told)
            #expect(text.utf8.count <= Self.limit, "\(text.utf8.count)")
            for part in [
                "Description: 説明", "Question 1 open, choice", "Needs: #", " more", "commented: 言", "Cut to stay short",
            ] {
                #expect(text.contains(part), "\(part) in \(text)")
            }
            let questions = result["structuredContent"]?["questions"]?.arrayValue ?? []
            #expect(questions.map { $0["options"]?.arrayValue?.count } == [10, 10, 10])
            #expect(result["structuredContent"]?["needs"]?.arrayValue?.count == 20)
        }
    }

    /// Whatever a task is made of, the text keeps its bytes.
    @Test(arguments: [1, 2, 3] as [UInt64]) func `of any task it keeps its bytes`(_ seed: UInt64) async throws {
        try await withCrew { crew in
            var dice = SeededGenerator(seed: seed)
            let (ada, claude) = (try await crew.worker("@ada"), try await crew.worker("@claude", type: .agent))
            let door = Door(claude)
            func words(_ most: Int) -> JSON {
                let letter = ["a", "ä", "大", "👩‍👩‍👧", "\"", "\\", "\n", " a"].randomElement(using: &dice) ?? "a"
                return .string("x" + String(repeating: letter, count: Int.random(in: 0..<most, using: &dice)))
            }
            for _ in 0..<25 {
                var input: JSONObject = ["title": "t"]
                if Bool.random(using: &dice) { input["description"] = words(9_000) }
                let task = try await claude.call(CreateTask.self, input).id
                if Bool.random(using: &dice) { try await claude.call(StartTask.self, ["task_id": task.json]) }
                for _ in 0..<Int.random(in: 0..<7, using: &dice) {
                    let said: JSONObject = ["task_id": task.json, "text": words(3_000)]
                    try await claude.call(AddComment.self, said)
                    let asked: JSONObject = [
                        "task_id": task.json, "prompt": words(400), "to": "@ada",
                        "blocking": .bool(Bool.random(using: &dice)),
                    ]
                    try await claude.call(AskQuestion.self, asked)
                }
                let text = try #require(try await door.call("get_task", ["task_id": task.json]).told)
                #expect(text.utf8.count <= Self.limit, "\(text.utf8.count): \(text)")
                #expect(text.contains("You may: "))
                _ = ada
            }
        }
    }
}

extension JSON {
    /// The text of a tool's result.
    fileprivate var told: String? { self["content"]?[0]?["text"]?.stringValue }
}
