import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct SubscriptionTests {
    @Test(arguments: [JSON.integer(7), "seven"])
    func `a listener is told of what it named and of nothing else, each message with its id`(_ id: JSON) async throws {
        try await withListeners { stage in
            let other = try await stage.ada.addTask("other")
            let task = try await stage.ada.addTask("x")
            try await stage.listen(
                stage.claude, id: id, ["resourceSubscriptions": [.string("taskflow://tasks/\(task)"), "bogus:x"]]
            ) { heard in
                let first = try await heard.message(0)
                #expect(first["method"] == "notifications/subscriptions/acknowledged")
                #expect(
                    first["params"]?["notifications"]
                        == ["resourceSubscriptions": [.string("taskflow://tasks/\(task)")]])
                try await stage.ada.call(CreateProject.self, ["slug": "site"])
                try await stage.ada.call(UpdateTask.self, ["task_id": other.json, "title": "y"])
                try await stage.ada.call(UpdateTask.self, ["task_id": task.json, "title": "y"])
                let second = try await heard.message(1)
                #expect(second["method"] == "notifications/resources/updated")
                #expect(second["params"]?["uri"] == .string("taskflow://tasks/\(task)"))
                for message in heard.all {
                    #expect(message["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == id)
                    #expect(message["id"] == nil && message["jsonrpc"] == "2.0")
                }
                #expect(heard.all.count == 2)
            }
        }
    }

    @Test func `projects tell of their tasks, and of their coming and going where that was asked for`() async throws {
        try await withListeners { stage in
            let wanted: JSONObject = [
                "resourcesListChanged": true, "toolsListChanged": true, "promptsListChanged": false,
                "resourceSubscriptions": ["taskflow://projects/site", "taskflow://projects/site"],
            ]
            try await stage.listen(stage.ada, wanted) { heard in
                #expect(
                    try await heard.message(0)["params"]?["notifications"] == [
                        "resourcesListChanged": true, "resourceSubscriptions": ["taskflow://projects/site"],
                    ])
                try await stage.ada.call(CreateProject.self, ["slug": "site"])
                #expect(try await heard.message(1)["method"] == "notifications/resources/list_changed")
                #expect(try await heard.message(2)["params"]?["uri"] == "taskflow://projects/site")
                _ = try await stage.ada.addTask("x", ["project_slug": "site"])
                let updated = try await heard.message(3)
                #expect(updated["method"] == "notifications/resources/updated")
                #expect(updated["params"]?["uri"] == "taskflow://projects/site")
                #expect(heard.all.count == 4)
            }
        }
    }

    @Test func `nobody hears of what they may not see`() async throws {
        try await withListeners { stage in
            let wanted: JSONObject = [
                "resourcesListChanged": true,
                "resourceSubscriptions": ["taskflow://tasks/1", "taskflow://tasks/2", "taskflow://projects/site"],
            ]
            try await stage.listen(stage.claude, wanted) { heard in
                _ = try await heard.message(0)
                try await stage.ada.call(CreateProject.self, ["slug": "site"])
                _ = try await stage.ada.addTask("x", ["project_slug": "site"])
                _ = try await stage.ada.addTask("seen by all")
                // What comes next is what may be seen, so nothing came before it.
                #expect(try await heard.message(1)["params"]?["uri"] == "taskflow://tasks/2")
                #expect(heard.all.count == 2)
            }
        }
    }

    /// What a worker holds is a part of `taskflow://me`.
    @Test func `me hears of each task that is given to the worker or taken from it, and of no other`() async throws {
        try await withListeners { stage in
            let (ada, claude) = (stage.ada, stage.claude)
            let first = try await ada.addTask()
            try await ada.call(CreateProject.self, ["slug": "site"])
            try await ada.call(AddMember.self, ["slug": "site", "worker_id": "@claude"])
            let steps: [(String, @Sendable () async throws -> Void)] = [
                ("made for it", { _ = try await ada.addTask("a", ["assigned_to": "@claude"]) }),
                (
                    "made for it in a project",
                    {
                        _ = try await ada.addTask("b", ["assigned_to": "@claude", "project_slug": "site"])
                    }
                ),
                ("assigned", { try await ada.call(AssignTask.self, ["task_id": first.json, "assignee": "@claude"]) }),
                ("taken", { try await ada.call(UpdateTask.self, ["task_id": first.json, "assigned_to": .null]) }),
                ("claimed", { try await claude.call(StartTask.self, ["task_id": first.json]) }),
                ("released", { try await claude.call(ReleaseTask.self, ["task_id": first.json]) }),
                (
                    "handed back with the membership",
                    {
                        try await ada.call(RemoveMember.self, ["slug": "site", "worker_id": "@claude"])
                    }
                ),
                ("deleted", { try await ada.call(DeleteTask.self, ["task_id": (first.rawValue + 1).json]) }),
            ]
            try await stage.listen(claude, ["resourceSubscriptions": ["taskflow://me"]]) { heard in
                _ = try await heard.message(0)
                for (index, step) in steps.enumerated() {
                    try await ada.call(UpdateTask.self, ["task_id": first.json, "title": .string("step \(index)")])
                    try await step.1()
                    let message = try await heard.message(index + 1)
                    #expect(message["params"]?["uri"] == "taskflow://me", "\(step.0)")
                    #expect(message["method"] == "notifications/resources/updated", "\(step.0)")
                }
                try await Task.sleep(for: .milliseconds(50))
                #expect(heard.all.count == steps.count + 1, "\(heard.all.map(\.text))")
            }
        }
    }

    @Test func `whose key is revoked hears no more, and is told that it ended`() async throws {
        try await withListeners { stage in
            let made = try await stage.ada.call(CreateKey.self, ["id": "@ada", "name": "second"])
            let second = CrewMember(crew: stage.crew, handle: "@ada", credential: .key(hash: Secret.hash(of: made.key)))
            _ = try await stage.ada.addTask()
            try await stage.listen(second, id: "q", ["resourceSubscriptions": ["taskflow://tasks/1"]]) { heard in
                _ = try await heard.message(0)
                let key: JSONObject = ["id": "@ada", "key_id": made.listed.id.json]
                try await stage.ada.call(RevokeKey.self, key)
                try await stage.ada.call(UpdateTask.self, ["task_id": 1, "title": "secret"])
                let last = try await heard.message(1)
                #expect(last["id"] == "q")
                #expect(last["result"]?["resultType"] == "complete")
                #expect(last["result"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == "q")
                #expect(heard.all.count == 2)
            }
        }
    }

    @Test func `a filter that is none, and a caller that takes no stream, are refused before anything is sent`()
        async throws
    {
        try await withListeners { stage in
            let door = Door(stage.claude, stage.feed)
            let faulty: [JSON] = [
                .null, [], ["resourcesListChanged": 1], ["resourceSubscriptions": "taskflow://me"],
                ["resourceSubscriptions": [1]],
                ["resourceSubscriptions": .array(Array(repeating: "taskflow://me", count: 1001))],
            ]
            for filter in faulty {
                let params: JSONObject = filter == .null ? [:] : ["notifications": filter]
                #expect(try await door.error("subscriptions/listen", params)["code"] == -32602, "\(filter)")
            }
            let message = TestEra.modern.request("subscriptions/listen", ["notifications": [:]])
            guard case .needsStream = try await door.send(message, takesStream: false) else {
                return #expect(Bool(false))
            }
            let blind = try await stage.crew.worker("@blind", type: .agent, scopes: Scopes([.tasksWrite]))
            guard case .refused(let error) = try await Door(blind, stage.feed).send(message) else {
                return #expect(Bool(false))
            }
            #expect(error.code == .insufficientScope)
        }
    }

    private func withListeners(_ body: @escaping @Sendable (ListenerStage) async throws -> Void) async throws {
        try await withCrew { crew in
            let authenticator = Authenticator(mode: .local, activity: Unnoted())
            let follower = AuditFollower(database: crew.database)
            let feed = ChangeFeed(database: crew.database, authenticator: authenticator, follower: follower)
            let stage = ListenerStage(
                crew: crew, feed: feed, ada: try await crew.worker("@ada"),
                claude: try await crew.worker("@claude", type: .agent))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await follower.run() }
                try await body(stage)
                group.cancelAll()
            }
        }
    }
}

private struct Unnoted: ActivitySink {
    func note(_ use: CredentialUse) {}
}
