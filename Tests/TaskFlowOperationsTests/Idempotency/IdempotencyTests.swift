import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A write that is repeated with its key is done once, and answered alike.
@Suite(.timeLimit(.minutes(10))) struct IdempotencyTests {
    @Test(arguments: Engine.all) func `a repeated call is answered alike and done once`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let input: JSONObject = ["title": "Größe \"1\"\n", "tags": ["a"], IdempotencyKey.header: "k"]
            let first = try await ada.perform(CreateTask.self, input)
            // What has happened since does not matter: it is the answer of then.
            try await ada.call(UpdateTask.self, ["task_id": first.output.id.json, "title": "Another"])
            let again = try await ada.perform(CreateTask.self, input)
            #expect(!first.isReplayed && again.isReplayed)
            #expect(again.output.json == first.output.json)
            #expect(again.output.entityVersion == 1)
            #expect(again.output.pathInputs.map(\.value) == first.output.pathInputs.map(\.value))
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 1)
            #expect(
                try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'created' AND entity_type = 'task'")
                    == 1)
        }
    }

    @Test(arguments: Engine.all) func `a replay comes before all that looks at the database`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let task = try await ada.addTask("One", ["assigned_to": "@ada"])
            let start: JSONObject = ["task_id": task.json, "if-match": "\"v1\"", IdempotencyKey.header: "start"]
            let delete: JSONObject = ["task_id": task.json, IdempotencyKey.header: "delete"]
            let started = try await ada.call(StartTask.self, start)
            // By now both the version and the state are others.
            #expect(try await ada.perform(StartTask.self, start).output.json == started.json)
            try await ada.call(DeleteTask.self, delete)
            #expect(try await ada.perform(DeleteTask.self, delete).isReplayed)
            #expect(try await ada.perform(StartTask.self, start).isReplayed)
            #expect(await ada.refusal(of: StartTask.self, ["task_id": task.json])?.code == .notFound)
        }
    }

    @Test(arguments: Engine.all) func `the credential, the scope and the schema come before it`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let reader = try await crew.worker("@ada", scopes: Scopes([.tasksRead]), isAdmin: true)
            let input: JSONObject = ["title": "One", IdempotencyKey.header: "k"]
            try await ada.call(CreateTask.self, input)
            #expect(await reader.refusal(of: CreateTask.self, input)?.code == .insufficientScope)
            let nobody = CrewMember(crew: crew, handle: "@x", credential: .key(hash: Secret.hash(of: "tfl_x")))
            #expect(await nobody.refusal(of: CreateTask.self, input)?.code == .unauthenticated)
            let faulty = await ada.refusal(of: CreateTask.self, ["title": "", IdempotencyKey.header: "k"])
            #expect(faulty?.issues.map(\.location) == [[.name("body"), .name("title")]])
        }
    }

    @Test(arguments: Engine.all) func `another input under the same key is refused at the key`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            func refusal<O: TaskFlowOperations.Operation>(_ operation: O.Type, _ input: JSONObject) async
                -> TaskFlowError?
            {
                await ada.refusal(of: operation, input.with(IdempotencyKey.header, "k"))
            }
            let task = try await ada.addTask()
            let given: JSONObject = ["task_id": task.json, "due_date": .null, IdempotencyKey.header: "k"]
            try await ada.call(UpdateTask.self, given.with("title", "Two"))
            let others: [JSONObject] = [
                ["title": "Three", "due_date": .null], ["title": "Two"],
                ["title": "Two", "due_date": .null, "if-match": "\"v2\""],
            ]
            for other in others {
                let error = await refusal(UpdateTask.self, other.with("task_id", task.json))
                #expect(error?.code == .validationFailed, "\(other)")
                #expect(error?.issues.map(\.location) == [[.name("header"), .name("idempotency-key")]])
            }
            #expect(await refusal(StartTask.self, ["task_id": task.json])?.code == .validationFailed)
            #expect(try await ada.call(GetTask.self, ["task_id": task.json]).version == 2)
        }
    }

    @Test(arguments: Engine.all) func `what wrote no audit row is looked at anew`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let task = try await ada.addTask("One")
            let submit: JSONObject = ["task_id": task.json, IdempotencyKey.header: "k"]
            #expect(await ada.refusal(of: SubmitTask.self, submit)?.code == .invalidState)
            // Nothing changes, so there is nothing to remember either.
            let same: JSONObject = ["task_id": task.json, "title": "One", IdempotencyKey.header: "k"]
            #expect(try await ada.perform(UpdateTask.self, same).output.version == 1)
            #expect(try await crew.count("SELECT count(*) FROM idempotency") == 0)
            try await ada.call(StartTask.self, ["task_id": task.json])
            #expect(try await !ada.perform(SubmitTask.self, submit).isReplayed)
            #expect(try await ada.perform(SubmitTask.self, submit).isReplayed)
            #expect(try await crew.count("SELECT count(*) FROM idempotency") == 1)
        }
    }

    @Test(arguments: Engine.all) func `a key is its caller's alone, by whichever door`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let input: JSONObject = ["title": "One", IdempotencyKey.header: "k"]
            let first = try await ada.call(CreateTask.self, input)
            let others = [try await crew.worker("@bob"), try await crew.worker("@ada", tenant: "another")]
            for other in others { #expect(try await !other.perform(CreateTask.self, input).isReplayed) }
            // The same worker's other key, another door, and the quoted form of the header.
            let twin = try await crew.worker("@ada", isAdmin: true)
            let quoted = input.with(IdempotencyKey.header, "\"k\"")
            let replay = try await twin.perform(CreateTask.self, quoted, via: .mcp)
            #expect(replay.isReplayed && replay.output.id == first.id)
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 3)
        }
    }

    @Test(arguments: Engine.all) func `a secret is neither kept nor told again`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            _ = try await crew.worker("@bot", type: .agent)
            let input: JSONObject = ["id": "@bot", "name": "laptop", IdempotencyKey.header: "k"]
            let made = try await ada.call(CreateKey.self, input)
            let refusal = await ada.refusal(of: CreateKey.self, input)
            #expect(refusal?.code == .alreadyDone)
            #expect(refusal?.message.contains("Key \(made.listed.id) of @bot") == true)
            let link: JSONObject = [IdempotencyKey.header: "link"]
            let url = try await ada.call(LinkMe.self, link).url
            #expect(await ada.refusal(of: LinkMe.self, link)?.code == .alreadyDone)
            let invitation: JSONObject = ["id": "@zoe", IdempotencyKey.header: "invite"]
            try await ada.call(InviteWorker.self, invitation)
            #expect(await ada.refusal(of: InviteWorker.self, invitation)?.code == .alreadyDone)
            let stored = try await crew.database.read { tx throws(TaskFlowError) in
                try tx.all("SELECT coalesce(answer, '') || coalesce(refusal, '') FROM idempotency") { $0.text(0) }
            }
            #expect(stored.count == 3)
            #expect(!stored.joined().contains(made.key) && !stored.joined().contains(url))
            #expect(try await crew.count("SELECT count(*) FROM keys WHERE name = 'laptop'") == 1)
        }
    }

    @Test(arguments: Engine.all) func `after a day it is a new call, and the old answer goes`(_ engine: Engine)
        async throws
    {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let input: JSONObject = ["title": "One", IdempotencyKey.header: "k"]
            try await ada.call(CreateTask.self, input)
            clock.turn(seconds: 86_399)
            #expect(try await ada.perform(CreateTask.self, input).isReplayed)
            clock.turn(seconds: 2)
            #expect(try await !ada.perform(CreateTask.self, input).isReplayed)
            #expect(try await ada.perform(CreateTask.self, input).isReplayed)
            #expect(try await crew.count("SELECT count(*) FROM idempotency") == 1)
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 2)
        }
    }

    @Test(arguments: Engine.all) func `an answer that this version cannot read is told as done`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada", isAdmin: true)
            let input: JSONObject = ["title": "One", IdempotencyKey.header: "k"]
            try await ada.call(CreateTask.self, input)
            try await crew.database.write { tx throws(TaskFlowError) in
                try tx.execute("UPDATE idempotency SET answer = '{\"id\": 1}'")
            }
            #expect(await ada.refusal(of: CreateTask.self, input)?.code == .alreadyDone)
        }
    }
}
