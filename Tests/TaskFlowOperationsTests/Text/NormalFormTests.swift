import TaskFlowDomain
import TaskFlowJobs
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// Composed and decomposed text are two: what is sent is what is stored, and what is logged.
@Suite struct NormalFormTests {
    private static let composed = "caf\u{E9}"
    private static let decomposed = "cafe\u{301}"

    @Test(arguments: Engine.all, ["title", "description"]) func `a task's text is changed from one form to the other`(
        _ engine: Engine, _ field: String
    ) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let id = try await owner.addTask("x", [field: .string(Self.composed)])
            let told = try await owner.patch(id, [field: .string(Self.decomposed)])
            #expect(told.version == 2)
            #expect(told.json[field] == .string(Self.decomposed))
            #expect(try await owner.task(id).json == told.json)
            let row = try #require(try await owner.audit(of: id).last)
            #expect(
                row.context == [field: ["before": .string(Self.composed), "after": .string(Self.decomposed)]])
            // Beside another field it is told as well, and the same once more is no change.
            let back = try await owner.patch(id, [field: .string(Self.composed), "priority": "high"])
            #expect(back.version == 3 && back.json[field] == .string(Self.composed))
            #expect(try await owner.audit(of: id).last?.context.members.map(\.name) == [field, "priority"])
            #expect(try await owner.patch(id, [field: .string(Self.composed)]).version == 3)
            #expect(try await owner.task(id).json == back.json)
            // It is found by what it holds, and by nothing else.
            #expect(try await owner.call(ListTasks.self, ["q": .string("CAF\u{C9}")]).elements.map(\.id) == [id])
            #expect(try await owner.call(ListTasks.self, ["q": .string(Self.decomposed)]).elements.isEmpty)
        }
    }

    @Test(arguments: Engine.all) func `a project's name and description`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            for (field, number) in [("name", 1), ("description", 2)] {
                let slug = JSON.string("p\(number)")
                try await owner.call(CreateProject.self, ["slug": slug, field: .string(Self.composed)])
                let told = try await owner.call(
                    UpdateProject.self, ["slug": slug, field: .string(Self.decomposed)])
                #expect(told.json[field] == .string(Self.decomposed))
                #expect(try await owner.call(GetProject.self, ["slug": slug]).json[field] == .string(Self.decomposed))
                let row = try await owner.call(ProjectAudit.self, ["slug": slug]).elements.first
                #expect(row?.action == .updated)
                #expect(
                    row?.context == [field: ["before": .string(Self.composed), "after": .string(Self.decomposed)]])
            }
        }
    }

    @Test(arguments: Engine.all) func `a worker's name, kind and capabilities`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let (one, two) = (JSON.string(Self.composed), JSON.string(Self.decomposed))
            let forms: [(String, JSON, JSON)] = [
                ("name", one, two), ("agent_type", one, two), ("capabilities", [one, two], [two, one]),
            ]
            for (index, (field, before, after)) in forms.enumerated() {
                let handle = JSON.string("@w\(index)")
                let made = try await owner.call(RegisterWorker.self, ["handle": handle, field: before])
                #expect(made.json[field] == before)
                let told = try await owner.call(UpdateWorker.self, ["id": handle, field: after])
                #expect(told.json[field] == after)
                #expect(try await owner.call(GetWorker.self, ["id": handle]).json[field] == after)
                let context = try await crew.lastContext(of: "@w\(index)")
                #expect(context == JSON.object([field: ["before": before, "after": after]]).text)
            }
        }
    }

    @Test(arguments: Engine.all) func `the name that the SSO gives a person`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let first = crew.person("ada", name: Self.composed)
            #expect(try await first.call(WhoAmI.self).worker.name.rawValue.hasSameBytes(as: Self.composed))
            // As another process sees it, which has not just seen them.
            let second = try await crew.again().person("ada", name: Self.decomposed)
            #expect(try await second.call(WhoAmI.self).worker.name.rawValue.hasSameBytes(as: Self.decomposed))
        }
    }

    @Test(arguments: Engine.all) func `two people whose ids look alike`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let one = crew.person(Self.composed, handle: "@one")
            let two = crew.person(Self.decomposed, handle: "@two")
            let id = try await one.addTask("Mine", ["assigned_to": "@one"])
            #expect(await two.refusal(of: StartTask.self, ["task_id": id.json])?.code == .assignedToOther)
            #expect(try await one.call(StartTask.self, ["task_id": id.json]).assignedTo?.rawValue == Self.composed)
            #expect(try await two.call(ListTasks.self, ["assigned_to": "me"]).elements.isEmpty)
            let moved = try await one.patch(id, ["assigned_to": "@two"])
            #expect(moved.assignedTo?.rawValue.hasSameBytes(as: Self.decomposed) == true)
            #expect(try await one.task(id).json == moved.json)
            #expect(
                try await one.audit(of: id).last?.context["assigned_to"]
                    == ["before": .string(Self.composed), "after": .string(Self.decomposed)])
        }
    }

    @Test(arguments: Engine.all) func `each of the two is noted as seen`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let recorder = ActivityRecorder(database: crew.database)
            let later = Timestamp.now().adding(seconds: 600)
            for (id, handle) in [(Self.composed, "@one"), (Self.decomposed, "@two")] {
                try await crew.person(id, handle: handle).call(WhoAmI.self)
                let id = WorkerID(trusted: id)
                recorder.note(CredentialUse(tenant: .standard, workerID: id, keyID: nil, at: later))
            }
            _ = try await recorder.runBatch()
            #expect(try await crew.count("SELECT count(*) FROM workers WHERE last_seen_at = \(later)") == 2)
        }
    }

    @Test(arguments: Engine.all) func `a page begins behind the very title that it was left at`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            for title in [Self.composed, Self.decomposed, Self.composed] { _ = try await owner.addTask(title) }
            var (titles, cursor): ([String], JSON?) = ([], nil)
            repeat {
                var query: JSONObject = ["sort": "title", "limit": 1]
                query["cursor"] = cursor
                let page = try await owner.call(ListTasks.self, query)
                titles += page.elements.map(\.title.rawValue)
                if case .cursor(let next)? = page.info.next { cursor = .string(next) } else { cursor = nil }
            } while cursor != nil && titles.count < 9
            let expected = [Self.decomposed, Self.composed, Self.composed]
            #expect(titles.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
        }
    }
}

extension Crew {
    /// The context of the last audit row about a worker, as it is stored.
    fileprivate func lastContext(of worker: String) async throws -> String? {
        try await database.read { tx throws(TaskFlowError) in
            try tx.value(
                "SELECT context FROM audit_log WHERE worker_id = \(worker) ORDER BY id DESC LIMIT 1", as: String.self)
        }
    }
}
