import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What a caller may send many of has a bound in its type, so that every description of it says so.
@Suite struct ListBoundTests {
    @Test func `every list that an operation takes says how long it may be`() {
        for operation in Operations.all { expectBounds(operation) }
    }

    private func expectBounds<O: TaskFlowOperations.Operation>(_ operation: O.Type) {
        for field in O.Input.schema.fields {
            var definitions = Definitions(style: .inline)
            let schema = field.schema(in: &definitions)
            #expect(unbounded(.object(schema)) == 0, "\(O.spec.name) \(field.name)")
        }
    }

    private func unbounded(_ schema: JSON) -> Int {
        switch schema {
        case .object(let object):
            let own = object["type"] == "array" && object["maxItems"] == nil ? 1 : 0
            return object.members.reduce(own) { $0 + unbounded($1.value) }
        case .array(let elements): return elements.reduce(0) { $0 + unbounded($1) }
        default: return 0
        }
    }

    @Test(arguments: Engine.all) func `a long list is refused, equal elements are one, and fifty tags are no strain`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let tags = (0..<50).map { JSON.string("t\($0)") }
            let task = try await owner.addTask("t", ["tags": .array(tags)])
            for (name, element, limit) in [("status", "pending", 5), ("tag", "t1", 50)] {
                let many = JSON.array(Array(repeating: .string(element), count: 40_000))
                let refusal = await owner.refusal(of: ListTasks.self, [name: many])
                #expect(refusal?.issues.map(\.type) == ["too_long"])
                #expect(refusal?.issues.first?.context?["actual_length"] == 40_000)
                let most = JSON.array(Array(repeating: .string(element), count: limit))
                #expect(try await owner.call(ListTasks.self, [name: most]).elements.map(\.id) == [task])
            }
            #expect(try await owner.call(ListTasks.self, ["tag": .array(tags)]).elements.map(\.id) == [task])
            let versions = (0..<51).map { "\"v\($0)\"" }.joined(separator: ",")
            let start = await owner.refusal(
                of: StartTask.self, ["task_id": task.json, "if-match": .string(versions)])
            #expect(start?.issues.map(\.type) == ["too_long"])
            let capabilities = JSON.array(["swift", "swift", "go"])
            let worker = try await owner.call(RegisterWorker.self, ["handle": "@bot", "capabilities": capabilities])
            #expect(worker.capabilities.all.map(\.rawValue) == ["swift", "go"])
        }
    }

    @Test func `a set of statuses is one query, however it is spelled`() async throws {
        try await withCrew { crew in
            let owner = try await crew.worker("@owner")
            for _ in 0..<2 { _ = try await owner.addTask() }
            let page = try await owner.call(ListTasks.self, ["limit": 1, "status": ["pending", "review"]])
            guard case .cursor(let cursor) = page.info.next else { Issue.record("no next page"); return }
            let other: JSONObject = ["status": ["review", "pending", "review"], "cursor": .string(cursor)]
            #expect(try await owner.call(ListTasks.self, other).elements.count == 1)
        }
    }
}
