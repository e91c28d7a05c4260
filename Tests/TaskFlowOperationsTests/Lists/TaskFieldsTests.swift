import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// `?fields=`: those keys alone, in the order of a task's.
@Suite(.timeLimit(.minutes(5))) struct TaskFieldsTests {
    private func text(_ output: some OperationOutput) -> String {
        var writer = JSONWriter()
        output.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: Engine.all) func `one, a page, a board`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let id = try await ana.addTask("Größe", ["tags": ["a"], "description": "long"])
            _ = try await ana.addTask("two", ["parent_id": id.json])
            let fields: JSONObject = ["fields": "status, title,id,tags,title"]
            let row = #"{"id":1,"title":"Größe","status":"pending","tags":["a"]}"#
            let second = #"{"id":2,"title":"two","status":"pending","tags":[]}"#
            #expect(text(try await ana.call(GetTask.self, fields.with("task_id", id.json))) == row)
            #expect(text(try await ana.call(ListTasks.self, fields)) == "[\(second),\(row)]")
            let board = try await ana.call(Board.self, fields).json["columns"]?[0]?["tasks"]
            #expect(board?.text == "[\(row),\(second)]")
            let needer = try await ana.addTask("three", ["needs": [id.json]])
            #expect(text(try await ana.call(ListNeeds.self, fields.with("id", needer.json))) == "[\(row)]")
        }
    }

    @Test(arguments: Engine.all) func `each key is what the whole task has`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let pet = try await ana.agent("@pet")
            let id = try await ana.addTask("a", ["due_date": "2030-01-01", "requires": ["swift"], "priority": "high"])
            try await ana.call(UpdateWorker.self, ["id": "@pet", "capabilities": ["swift"]])
            try await pet.take(StartTask.self, id)
            try await pet.call(UpdateProgress.self, ["task_id": id.json, "percent": 40, "note": "Half"])
            let whole = try await ana.call(GetTask.self, ["task_id": id.json]).json
            #expect(whole["lease"] != .null && whole["remark"] != .null)
            for name in TaskItem.schema.fields.map(\.name) {
                let expected: JSON = .object([name: whole[name] ?? "missing"])
                let fields = JSON.string(name)
                let one = try await ana.call(GetTask.self, ["task_id": id.json, "fields": fields]).json
                #expect(one.text == expected.text)
                #expect(text(try await ana.call(ListTasks.self, ["fields": fields])) == "[\(expected.text)]")
            }
            let all = TaskItem.schema.fields.map(\.name).joined(separator: ",")
            #expect(text(try await ana.call(ListTasks.self, ["fields": .string(all)])) == "[\(whole.text)]")
        }
    }

    @Test(arguments: Engine.all) func `pages go on both ways, and by every sort`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            try await ana.call(CreateProject.self, ["slug": "site"])
            for number in 0..<7 {
                let place: JSON = number % 2 == 0 ? "site" : .null
                _ = try await ana.addTask("t\(number)", ["project_slug": place])
            }
            for sort in ["-created_at", "urgency", "-completed_at", "title", "due_date"] {
                func page(_ more: JSONObject) async throws -> Page<TaskItem> {
                    let input: JSONObject = ["sort": .string(sort), "fields": "title", "limit": 3]
                    return try await ana.call(ListTasks.self, JSONObject(input.members + more.members))
                }
                func cursor(_ neighbour: PageInfo.Neighbour?) -> JSON {
                    if case .cursor(let text)? = neighbour { .string(text) } else { .null }
                }
                let first = try await page([:])
                let second = try await page(["cursor": cursor(first.page?.next)])
                let back = try await page(["cursor": cursor(second.page?.previous)])
                #expect(text(back) == text(first) && text(second) != text(first), "\(sort)")
                #expect(text(first).hasPrefix(#"[{"title":"t"#))
            }
        }
    }

    @Test func `an unknown name is refused, and the known ones are told`() async throws {
        try await withCrew { crew in
            let ana = try await crew.worker("@ana")
            let id = try await ana.addTask()
            for wrong in ["id,titel", "", ",", "id;title"] {
                let fields = JSON.string(wrong)
                let refusals = [
                    await ana.refusal(of: GetTask.self, ["task_id": id.json, "fields": fields]),
                    await ana.refusal(of: ListTasks.self, ["fields": fields]),
                    await ana.refusal(of: Board.self, ["fields": fields]),
                ]
                for refusal in refusals {
                    #expect(refusal?.issues.map(\.location) == [[.name("query"), .name("fields")]])
                    #expect(refusal?.message.contains("id, title, description, status, priority") == true)
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `tasks that a person answers for`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, bob) = (try await crew.worker("@ana"), try await crew.worker("@bob"))
            let pet = try await bob.agent("@pet")
            let (his, pets) = (try await bob.addTask("his"), try await pet.addTask("pet's"))
            let hers = try await ana.addTask("hers")
            for (name, ids) in [("@bob", [pets, his]), ("me", [hers]), ("@pet", [])] as [(JSON, [TaskID])] {
                let found = try await ana.call(ListTasks.self, ["accountable_id": name]).elements
                #expect(found.map(\.id) == ids, "\(name)")
            }
            let refusal = await ana.refusal(of: ListTasks.self, ["accountable_id": "@nobody"])
            #expect(refusal?.issues.map(\.location) == [[.name("query"), .name("accountable_id")]])
        }
    }

    @Test(arguments: Engine.all) func `tasks that need one`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, bob) = (try await crew.worker("@ana"), try await crew.worker("@bob"))
            let needed = try await ana.addTask("needed")
            let first = try await ana.addTask("first", ["needs": [needed.json], "priority": "low"])
            let second = try await ana.addTask("second", ["needs": [needed.json], "priority": "critical"])
            try await bob.call(CreateProject.self, ["slug": "own"])
            let hidden = try await bob.addTask("hidden", ["project_slug": "own", "needs": [needed.json]])
            _ = try await ana.addTask("other")
            let query: JSONObject = ["needs": needed.json]
            #expect(try await ana.call(ListTasks.self, query).elements.map(\.id) == [second, first])
            let byUrgency = try await ana.call(ListTasks.self, query.with("sort", "urgency")).elements
            #expect(byUrgency.map(\.id) == [second, first])
            let oldest = try await ana.call(ListTasks.self, query.with("sort", "created_at").with("limit", 1))
            #expect(oldest.elements.map(\.id) == [first])
            #expect(try await bob.call(ListTasks.self, query).elements.map(\.id) == [hidden, second, first])
            #expect(try await ana.call(ListTasks.self, ["needs": first.json]).elements.isEmpty)
            for unseen in [hidden.json, 999] as [JSON] {
                let refusal = await ana.refusal(of: ListTasks.self, ["needs": unseen])
                #expect(refusal?.issues.map(\.location) == [[.name("query"), .name("needs")]])
            }
        }
    }
}
