import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Imports beside each other and beside all else that happens.
@Suite(.timeLimit(.minutes(3))) struct ImportRaceTests {
    @Test(arguments: Engine.all) func `one at a time in a tenant`(_ engine: Engine) async throws {
        try await engine.turn {
            let store = try await TestDatabase.make(.migrated, engine)
            let held = HeldDatabase(store.database)
            let house = try await Importing(try await Crew(on: held))
            let other = try await house.crew.worker("@alien", tenant: "other", isAdmin: true)
            try await other.call(CreateProject.self, ["slug": "site"])
            held.arm()
            async let first = house.ada.call(ImportTasks.self, Importing.input([item("a")]))
            while !held.isHolding { try await Task.sleep(for: .milliseconds(5)) }
            let second = await house.refusal([item("b")])
            #expect(second?.code == .conflict && second?.retryAfter == 5)
            if engine == .postgres {
                // Another server on the same database knows it too; another tenant's imports go on.
                let elsewhere = CrewMember(
                    crew: try await Crew(on: store.database), handle: "@ada", credential: house.ada.credential)
                let third = await elsewhere.refusal(of: ImportTasks.self, Importing.input([item("b")]))
                #expect(third?.code == .conflict && third?.retryAfter == 5)
                #expect(try await other.call(ImportTasks.self, Importing.input([item("a")])).json["created"] == 1)
            }
            held.open()
            #expect(try await first.json["created"] == 1)
            #expect(try await house.run([item("b")]).counts == [1, 0, 0])
            await store.close()
        }
    }

    /// What is new nobody else knows yet: a first import locks nothing that others want.
    @Test(arguments: Engine.servers) func `a first import keeps nobody from working`(_ engine: Engine) async throws {
        try await engine.turn {
            let store = try await TestDatabase.make(.migrated, engine)
            let held = HeldDatabase(store.database)
            let house = try await Importing(try await Crew(on: held))
            let elsewhere = CrewMember(
                crew: try await Crew(on: store.database), handle: "@ada", credential: house.ada.credential)
            let (task, parent) = (
                try await elsewhere.addTask("x", ["project_slug": "site"]),
                try await elsewhere.addTask("y", ["project_slug": "site"])
            )
            held.arm()
            async let first = house.ada.call(
                ImportTasks.self, Importing.input([item("a"), item("b", ["parent": "a"])]))
            while !held.isHolding { try await Task.sleep(for: .milliseconds(5)) }
            try await elsewhere.take(StartTask.self, task)
            try await elsewhere.take(CompleteTask.self, task)
            try await elsewhere.call(UpdateTask.self, ["task_id": task.json, "title": "z"])
            _ = try await elsewhere.addTask("under", ["parent_id": parent.json])
            #expect(held.isHolding)
            held.open()
            #expect(try await first.json["created"] == 2)
            #expect(try await house.crew.faults() == [])
            await store.close()
        }
    }

    @Test(arguments: Engine.all) func `the same from many at once is there once`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            let input = Importing.input((0..<200).map { item("\($0)", $0 == 0 ? [:] : ["parent": "0"]) })
            let done = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        for _ in 0..<200 {
                            let report = try? await house.ada.call(ImportTasks.self, input).json
                            if let report { return report["created"]?.integerValue ?? -1 }
                            try? await Task.sleep(for: .milliseconds(10))
                        }
                        return -1
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(done.sorted() == [0, 0, 0, 0, 0, 200])
            #expect(try await house.count() == 200)
            #expect(try await crew.faults() == [])
        }
    }

    /// Nobody waits for ever for somebody who waits for them, and no counter is wrong.
    @Test(arguments: Engine.all) func `while others change, complete and delete what is named`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            let first = try await house.run((0..<30).map { item("\($0)") })
            let ids = (0..<30).compactMap { first.ids["\($0)"] }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await Self.importMore(house) }
                for (number, id) in ids.enumerated() {
                    group.addTask { await Self.change(TaskID(trusted: id), number, house.ada) }
                }
            }
            #expect(try await crew.faults() == [])
            let open: SQL = """
                SELECT count(*) FROM tasks JOIN tasks above ON above.id = tasks.parent_id \
                WHERE above.status = 'completed' AND tasks.status <> 'completed'
                """
            #expect(try await crew.count(open) == 0)
        }
    }

    private static func importMore(_ house: Importing) async {
        for round in 0..<8 {
            let tasks = (0..<30).map {
                item("\(round)-\($0)", ["parent": .string("\($0)"), "needs": [.string("\(($0 + 7) % 30)")]])
            }
            let refusal = await house.refusal(tasks)
            #expect(refusal == nil, "\(refusal?.message ?? "") \(refusal?.cause ?? "")")
        }
    }

    private static func change(_ id: TaskID, _ number: Int, _ ada: CrewMember) async {
        for step in 0..<6 {
            let task: JSONObject = ["task_id": id.json, "force": true]
            let refusal =
                switch (number + step) % 4 {
                case 0: await ada.refusal(of: StartTask.self, task)
                case 1: await ada.refusal(of: CompleteTask.self, ["task_id": id.json])
                case 2: await ada.refusal(of: DeleteTask.self, task)
                default: await ada.refusal(of: UpdateTask.self, ["task_id": id.json, "not_before": "2999-01-01"])
                }
            let isBroken = refusal.map { [.internal, .unavailable].contains($0.code) } ?? false
            #expect(!isBroken, "\(refusal?.message ?? "") \(refusal?.cause ?? "")")
        }
    }
}
