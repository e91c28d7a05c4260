import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// Links of a task, each address once.
@Suite struct LinkTests {
    @Test(arguments: Engine.all) func `an address that is there gets another title, also when the call is repeated`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            let task = try await ada.addTask()
            let link: JSONObject = ["task_id": task.json, "url": "https://example.org/7"]
            let first = try await ada.perform(AddLink.self, link.with(IdempotencyKey.header, "1"))
            let named = link.with("title", "Seven")
            let second = try await ada.perform(AddLink.self, named.with(IdempotencyKey.header, "2"))
            #expect(first.output.success == nil && second.output.success == .ok)
            #expect(try await ada.perform(AddLink.self, named).output.success == .ok)
            #expect(
                try await ada.call(ListLinks.self, ["task_id": task.json]).elements.map(\.title?.rawValue) == ["Seven"])
            #expect(try await ada.actions(on: task) == [.created, .linkAdded, .linkAdded])
            // A call that is repeated is answered as it was.
            for (key, answer) in [("1", first), ("2", second)] {
                let input = (key == "1" ? link : named).with(IdempotencyKey.header, .string(key))
                let again = try await ada.perform(AddLink.self, input)
                #expect(again.isReplayed && again.output.success == answer.output.success)
                #expect(body(again.output) == body(answer.output))
            }
            #expect(try await ada.task(task).version == 1)
        }
    }

    @Test func `an address is one of the web`() async throws {
        try await withCrew { crew in
            let ada = try await crew.worker("@ada")
            let task = try await ada.addTask()
            func refusal(_ url: String) async -> TaskFlowError? {
                await ada.refusal(of: AddLink.self, ["task_id": task.json, "url": .string(url)])
            }
            let long = "https://example.org/" + String(repeating: "a", count: 2_028)
            for url in ["http://a", "https://example.org:8080/?q=%20#x", "https://[::1]/", long] {
                #expect(await refusal(url) == nil, "\(url)")
            }
            for url in [
                "", "example.org", "ftp://a", "javascript:alert(1)", "https://", "https:///x", "https://?x",
                "https://a b",
                "https://a/\u{E9}", long + "a", "file:///etc/passwd",
            ] {
                #expect(await refusal(url)?.issues.first?.location == [.name("body"), .name("url")], "\(url)")
            }
        }
    }

    private func body(_ output: some OperationOutput) -> [UInt8] {
        var writer = JSONWriter()
        output.write(to: &writer)
        return writer.bytes
    }
}
