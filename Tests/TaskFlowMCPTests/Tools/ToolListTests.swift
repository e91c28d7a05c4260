import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@Suite struct ToolListTests {
    static let names = [
        "create_task", "create_plan", "list_tasks", "get_task", "update_task", "claim_next_task", "claim_task",
        "heartbeat",
        "update_progress", "submit_task", "approve_task", "reject_task", "complete_task", "block_task", "unblock_task",
        "release_task", "assign_task", "comment_task", "ask_question", "answer_question", "my_inbox",
        "list_projects", "wait_for_changes", "whoami",
    ]

    @Test func `the tools stand in one order, the same each time`() async throws {
        try await withTools { tools, door in
            #expect(tools.map { $0["name"]?.stringValue } == Self.names)
            let again = try await door.result("tools/list")["tools"]
            #expect(again?.text == JSON.array(tools).text)
            // Byte for byte the same from another server of the same program.
            let other = try await Door(door.member).result("tools/list")["tools"]
            #expect(other?.text == JSON.array(tools).text)
        }
    }

    /// Every conversation pays for these bytes.
    @Test func `the whole list is small`() async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            for era in TestEra.allCases {
                let bytes = try await door.result("tools/list", era: era).bytes.count
                #expect(bytes <= 28_000, "\(bytes) bytes for \(era)")
            }
        }
    }

    /// Some clients drop a tool in which `type` is a list.
    @Test func `an argument has one type, at any depth`() async throws {
        try await withTools { tools, _ in
            for tool in tools {
                let schema = try #require(tool["inputSchema"])
                #expect(Self.types(in: schema).allSatisfy { $0.stringValue != nil }, "\(tool["name"]?.text ?? "")")
                #expect(!schema.text.contains("null]"), "\(schema.text)")
            }
        }
    }

    private static func types(in json: JSON) -> [JSON] {
        let members = json.objectValue?.members ?? []
        let own = members.filter { $0.name == "type" && $0.value.objectValue == nil }.map(\.value)
        return own + members.flatMap { types(in: $0.value) } + (json.arrayValue ?? []).flatMap { types(in: $0) }
    }

    @Test func `null is said to clear where it does, and nowhere else`() async throws {
        try await withTools { tools, _ in
            var clearing: [String] = []
            for tool in tools {
                let name = try #require(tool["name"]?.stringValue)
                for (argument, property) in tool["inputSchema"]?["properties"]?.objectValue?.members ?? []
                where property["description"]?.stringValue?.contains("null") == true {
                    clearing.append("\(name).\(argument)")
                }
            }
            let expected = [
                "description", "assigned_to", "parent_id", "tags", "due_date", "not_before", "requires", "needs",
            ].map { "update_task.\($0)" }
            #expect(clearing.sorted() == (expected + ["assign_task.assignee"]).sorted())
        }
    }

    @Test func `an output schema is there where it tells more than a result does: for lists`() async throws {
        try await withTools { tools, _ in
            let described = tools.filter { $0["outputSchema"] != nil }.compactMap { $0["name"]?.stringValue }
            #expect(described == ["list_tasks", "my_inbox", "list_projects"])
        }
    }

    @Test func `schemas are plain objects that every client takes`() async throws {
        try await withTools { tools, _ in
            for tool in tools {
                for schema in [tool["inputSchema"], tool["outputSchema"]] where schema != nil {
                    #expect(schema?["type"] == "object", "\(tool["name"]?.text ?? "")")
                    for word in ["oneOf", "anyOf", "allOf", "$ref", "enum", "not"] { #expect(schema?[word] == nil) }
                    // Nor at any depth.
                    let text = schema?.text ?? ""
                    #expect(!text.contains("anyOf") && !text.contains("$ref"))
                }
                for (name, property) in tool["inputSchema"]?["properties"]?.objectValue?.members ?? [] {
                    #expect(property["type"] != nil, "\(name)")
                    #expect(property["type"] != "object", "\(name) is not flat")
                }
                #expect(tool["inputSchema"]?["additionalProperties"] == false)
            }
        }
    }

    @Test func `all four hints are given, and say what is so`() async throws {
        try await withTools { tools, _ in
            let reading: Set = ["list_tasks", "get_task", "my_inbox", "list_projects", "wait_for_changes", "whoami"]
            let repeating: Set = [
                "create_task", "create_plan", "claim_next_task", "update_progress", "assign_task", "ask_question",
                "answer_question", "comment_task",
            ]
            let replacing: Set = ["update_task", "release_task", "assign_task"]
            for tool in tools {
                let name = try #require(tool["name"]?.stringValue)
                let expected: JSON = [
                    "readOnlyHint": .bool(reading.contains(name)), "destructiveHint": .bool(replacing.contains(name)),
                    "idempotentHint": .bool(!repeating.contains(name)), "openWorldHint": false,
                ]
                #expect(tool["annotations"] == expected, "\(name)")
            }
        }
    }

    @Test func `each tool says when to use it, and names the one to use instead`() async throws {
        try await withTools { tools, _ in
            for tool in tools {
                let name = try #require(tool["name"]?.stringValue)
                let text = try #require(tool["description"]?.stringValue)
                #expect(text.count >= 60 && text.count <= 400, "\(name)")
                #expect(tool["title"]?.stringValue?.isEmpty == false)
                if name != "whoami" {
                    #expect(Self.names.contains { $0 != name && text.contains($0) }, "\(name) names no other")
                }
            }
        }
    }

    @Test func `what texts for agents call by name is a tool, an argument or a member`() async throws {
        try await withTools { tools, door in
            var names = Set(Self.names + TaskStatus.allCases.map(\.rawValue))
            for tool in tools { names.formUnion(Self.members(in: tool["inputSchema"])) }
            names.formUnion(TaskItem.schema.fields.map(\.name) + Project.schema.fields.map(\.name))
            var texts = tools.compactMap { $0["description"]?.stringValue }
            texts.append(try await door.result("server/discover")["instructions"]?.stringValue ?? "")
            for prompt in try await door.result("prompts/list")["prompts"]?.arrayValue ?? [] {
                let given: JSONObject = ["task_id": "1", "goal": "g"]
                let taken = prompt["arguments"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
                let arguments = JSONObject(given.members.filter { taken.contains($0.name) })
                let params: JSONObject = ["name": prompt["name"] ?? .null, "arguments": .object(arguments)]
                texts.append(try await door.result("prompts/get", params)["messages"]?.text ?? "")
            }
            let words = texts.flatMap { $0.matches(of: /[a-z]+(_[a-z]+)+/).map { String($0.output.0) } }
            #expect(words.count > 50)
            #expect(Set(words).subtracting(names) == [])
        }
    }

    private static func members(in schema: JSON?) -> [String] {
        schema?["properties"]?.objectValue?.members.map(\.name) ?? []
    }

    @Test func `arguments are flat, required ones are required, and REST's own have agents' names`() async throws {
        try await withTools { tools, _ in
            func properties(_ name: String) -> [String] {
                let tool = tools.first { $0["name"]?.stringValue == name }
                return tool?["inputSchema"]?["properties"]?.objectValue?.members.map(\.name) ?? []
            }
            #expect(properties("claim_task") == ["task_id", "expected_version", "idempotency_key", "detail"])
            #expect(properties("get_task") == ["task_id", "fields", "description_offset", "detail"])
            #expect(
                properties("update_progress") == [
                    "task_id", "expected_version", "percent", "note", "generation", "idempotency_key", "detail",
                ])
            #expect(properties("list_projects") == ["limit", "cursor", "detail"])
            #expect(properties("whoami").isEmpty)
            #expect(!properties("create_task").contains("status"))
            let assign = tools.first { $0["name"] == "assign_task" }
            #expect(assign?["inputSchema"]?["required"] == ["task_id", "assignee"])
            let update = tools.first { $0["name"] == "update_task" }
            #expect(update?["inputSchema"]?["properties"]?["due_date"]?["type"] == "string")
            #expect(update?["inputSchema"]?["properties"]?["tags"]?["maxItems"] == 50)
        }
    }

    private func withTools(_ body: ([JSON], Door) async throws -> Void) async throws {
        try await withCrew { crew in
            let door = Door(try await crew.worker("@claude", type: .agent))
            try await body(try #require(try await door.result("tools/list")["tools"]?.arrayValue), door)
        }
    }
}
