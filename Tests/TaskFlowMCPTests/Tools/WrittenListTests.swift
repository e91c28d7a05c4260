import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// Agents write a list in more ways than one.
@Suite struct WrittenListTests {
    static let spellings: [(JSON, [JSON])] = [
        (["a", "b"], ["a", "b"]), ("a", ["a"]), ("a, b", ["a", "b"]), ("a,b,", ["a", "b"]), (" a ", ["a"]),
        (#"["a"]"#, ["a"]), (#" ["a", "b"] "#, ["a", "b"]), ("['a', 'b']", ["a", "b"]), ("[a, b]", ["a", "b"]),
        (#""a", "b""#, ["a", "b"]), ("[]", []), ("", []), ([], []),
    ]

    @Test(arguments: spellings)
    func `tags are read as they are meant`(_ spelling: JSON, _ meant: [JSON]) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            let made = try await door.call("create_task", ["title": "x", "tags": spelling, "detail": "full"])
            #expect(made["structuredContent"]?["tags"] == .array(meant), "\(made.text)")
            _ = try await door.call("create_task", ["title": "y", "tags": ["z"]])
            let edited = try await door.call("update_task", ["task_id": 2, "tags": spelling, "detail": "full"])
            #expect(edited["structuredContent"]?["tags"] == .array(meant), "\(edited.text)")
        }
    }

    @Test(arguments: spellings)
    func `the lists of a filter too`(_ spelling: JSON, _ meant: [JSON]) async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            for tags: JSON in [["a", "b"], ["a"], []] { _ = try await member.addTask("x", ["tags": tags]) }
            let page = try await Door(member).call("list_tasks", ["tag": spelling])["structuredContent"]
            #expect(page?["tasks"]?.arrayValue?.count == 3 - meant.count, "\(page?.text ?? "")")
        }
    }

    @Test func `words of a fixed list are read so as well`() async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            for _ in 1...2 { _ = try await member.addTask() }
            try await member.call(StartTask.self, ["task_id": 1])
            let door = Door(member)
            for (status, count) in [("pending", 1), ("pending, in_progress", 2), (#"["review"]"#, 0)] as [(JSON, Int)] {
                let page = try await door.call("list_tasks", ["status": status])["structuredContent"]
                #expect(page?["tasks"]?.arrayValue?.count == count, "\(status)")
            }
        }
    }

    @Test func `REST stays strict`() async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            for tags: JSON in ["a", "a, b", #"["a"]"#] {
                let refusal = await member.refusal(of: CreateTask.self, ["title": "x", "tags": tags])
                #expect(refusal?.code == .validationFailed)
            }
        }
    }

    static let wrong: [(String, JSONObject, String)] = [
        (
            "create_task", ["title": "x", "tags": 5],
            #"tags: Input should be a valid list; for example "tags": ["bug"]"#
        ),
        ("create_task", ["title": "x", "tags": ["a": 1]], #"; for example "tags": ["bug"]"#),
        ("create_task", ["title": "x", "tags": ["Not A Tag"]], #"; for example "tags": ["bug"]"#),
        ("create_task", ["title": ["x"]], "title: Input should be a valid string; for example \"title\": "),
        ("create_task", ["title": "x", "due_date": "soon"], #"; for example "due_date": "2026-11-21T08:00:00.123Z""#),
        ("create_task", ["title": "x", "parent_id": "T-1"], #"; for example "parent_id": 1"#),
        ("create_task", ["title": "x", "assigned_to": ["@a"]], #"; for example "assigned_to": "@claude""#),
        (
            "list_tasks", ["assigned_to": ["@a"]],
            #"assigned_to: Input should be a valid string; for example "assigned_to": "@claude""#
        ),
        ("list_tasks", ["q": ["text": "x"]], #"q: Input should be a valid string; for example "q": "#),
        ("list_tasks", ["limit": [5]], #"limit: Input should be a valid integer; for example "limit": "#),
        ("get_task", ["task_id": "T-1"], #"; for example "task_id": 1"#),
        ("claim_task", ["task_id": 1, "expected_version": "v1"], #"; for example "expected_version": 1"#),
        ("update_progress", ["task_id": 1, "percent": "half"], #"; for example "percent": 1"#),
    ]

    @Test(arguments: wrong)
    func `a refusal of a wrong form shows the right one`(
        _ tool: String, _ arguments: JSONObject, _ words: String
    ) async throws {
        try await withCrew { crew in
            let member = try await crew.worker("@claude", type: .agent)
            _ = try await member.addTask()
            let refusal = try await Door(member).refusal(tool, arguments)
            #expect(refusal.contains(words), "\(refusal)")
            #expect(refusal.split(separator: "\n").count == 2, "said twice: \(refusal)")
        }
    }

    @Test func `a value that is refused for what it says gets no lesson in spelling`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            for arguments: JSONObject in [
                ["title": ""], ["title": "x", "priority": "urgent"], ["title": "x", "parent_id": 9],
            ] {
                #expect(try await !door.refusal("create_task", arguments).contains("for example"))
            }
        }
    }
}
