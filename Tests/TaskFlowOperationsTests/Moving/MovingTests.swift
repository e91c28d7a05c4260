import Foundation
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

@Suite(.timeLimit(.minutes(10))) struct MovingTests {
    @Test(arguments: Engine.all, Engine.all) func `what is exported, imported and exported again is the same file`(
        from source: Engine, to target: Engine
    ) async throws {
        try await withCrew(source) { crew in
            let house = try await House(crew)
            let first = try await house.export(crew.database)
            try await house.importing(first, into: target) { moved in
                let second = try await house.export(moved)
                #expect(
                    try Data(contentsOf: URL(fileURLWithPath: first)) == Data(contentsOf: URL(fileURLWithPath: second)))
            }
        }
    }

    @Test(arguments: Engine.all) func `every table has a row in the test's own house`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let lines = try await House(crew).lines()
            for table in MovedTable.all {
                #expect(lines.contains { $0.hasPrefix("{\"table\":\"\(table.name)\",") }, "\(table.name)")
            }
            #expect(lines.last == "")
        }
    }

    @Test func `the header tells what there is, and no time`() async throws {
        try await withCrew { crew in
            let first = try await House(crew).lines().first
            #expect(
                first
                    == "{\"taskflow_export\":1,\"schema\":\(Migration.all.count),\"tables\":{\"workers\":3,\"keys\":3,"
                    + "\"projects\":1,\"project_members\":2,\"tasks\":2,"
                    + "\"task_holders\":1,\"task_needs\":1,\"task_leases\":1,\"questions\":1,\"comments\":1,\"mentions\":1,\"task_links\":1,\"audit_log\":17},"
                    + "\"counters\":{\"keys\":3,\"projects\":1,\"tasks\":3,\"questions\":1,\"comments\":1,\"mentions\":1,\"task_links\":1,"
                    + "\"audit_log\":17}}"
            )
        }
    }

    @Test(arguments: Engine.all) func `sessions and codes stay behind, and those of an older export are passed over`(
        _ engine: Engine
    ) async throws {
        try await withCrew { crew in
            let house = try await House(crew)
            var lines = try await house.lines()
            #expect(!lines.contains { $0.contains("sessions") || $0.contains("sign_in_codes") })
            lines[0] = lines[0].replacing(
                "\"projects\":", with: "\"sessions\":1,\"sign_in_codes\":1,\"projects\":", maxReplacements: 1)
            let first = try #require(lines.firstIndex { $0.hasPrefix("{\"table\":\"projects\"") })
            lines[first..<first] = [
                #"{"table":"sessions","hash":"h","tenant_id":"default","worker_id":"@owner","role":"admin","#
                    + #""scopes":"tasks:read","created_at":1,"expires_at":2}"#,
                #"{"table":"sign_in_codes","hash":"h","tenant_id":"default","worker_id":"@owner","expires_at":2}"#,
            ]
            try await house.importing(try house.write(lines), into: engine) { moved in
                let there = try await Crew(on: moved)
                #expect(try await there.count("SELECT count(*) FROM sessions") == 0)
                #expect(try await there.count("SELECT count(*) FROM projects") == 1)
            }
        }
    }

    @Test(arguments: Engine.all, Engine.all) func `who could call before may call after, and numbers go on`(
        from source: Engine, to target: Engine
    ) async throws {
        try await withCrew(source) { crew in
            let house = try await House(crew)
            try await house.importing(try await house.export(crew.database), into: target) { moved in
                let there = CrewMember(
                    crew: try await Crew(on: moved), handle: "@owner", credential: house.owner.credential)
                let task = try await there.call(GetTask.self, ["task_id": 1]).task
                #expect(task.parentID?.json == 2)
                // Number 3 was given to a task that is gone.
                #expect(try await there.addTask("New").json == 4)
                let (key, project, row) = try await numbers(house.crew.database)
                _ = try await there.crew.worker("@new")
                try await there.call(CreateProject.self, ["slug": "new", "name": "New"])
                let after = try await numbers(moved)
                #expect(after.0 == key + 1)
                #expect(after.1 == project + 1)
                #expect(after.2 > row)
            }
        }
    }

    private func numbers(_ database: any Database) async throws -> (Int, Int, Int) {
        try await database.read { tx throws(TaskFlowError) in
            (
                try tx.value("SELECT max(id) FROM keys") ?? 0, try tx.value("SELECT max(id) FROM projects") ?? 0,
                try tx.value("SELECT max(id) FROM audit_log") ?? 0
            )
        }
    }

    @Test(arguments: Engine.all) func `more rows than a page or a batch holds`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await House(crew)
            for number in 1...650 { _ = try await house.owner.addTask("Task \(number)") }
            let first = try await house.export(crew.database)
            for target in Engine.all {
                try await house.importing(first, into: target) { moved in
                    let second = try await house.export(moved)
                    #expect(FileManager.default.contentsEqual(atPath: first, andPath: second))
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `an export is of one moment, whoever writes meanwhile`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let house = try await House(crew)
            try await withThrowingTaskGroup { group in
                group.addTask { for number in 1...300 { _ = try await house.owner.addTask("Task \(number)") } }
                for _ in 1...8 {
                    // Each task has its audit row, or neither is there; the import checks the counts.
                    let path = try await house.export(crew.database)
                    try await house.importing(path, into: .sqlite) { moved in
                        let (tasks, created) = try await moved.read { tx throws(TaskFlowError) in
                            (
                                try tx.value("SELECT count(*) FROM tasks", as: Int.self) ?? -1,
                                try tx.value(
                                    "SELECT count(*) FROM audit_log WHERE entity_type = 'task' AND action = 'created'",
                                    as: Int.self) ?? -1
                            )
                        }
                        // One was deleted.
                        #expect(created == tasks + 1)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: Engine.all)
    func `what another program folded otherwise is folded anew, and a remark may be missing`(
        _ engine: Engine
    ) async throws {
        try await withCrew(.sqlite) { crew in
            let house = try await House(crew)
            _ = try await house.owner.addTask("ΜΎΘΟΣ")
            let none = #""remark_action":null,"remark_by":null,"remark_at":null,"remark_text":null,"#
            let old = try await house.lines().map { line in
                line.replacing("μύθοσ", with: "μύθος").replacing(none, with: "")
            }
            #expect(old.contains { $0.contains("μύθος") } && !old.contains { $0.contains("remark_at") })
            try await house.importing(try house.write(old), into: engine) { moved in
                let there = CrewMember(
                    crew: try await Crew(on: moved), handle: "@owner", credential: house.owner.credential)
                let found = try await there.call(ListTasks.self, ["q": "μύθος"]).elements
                #expect(found.map(\.title.rawValue) == ["ΜΎΘΟΣ"] && found.first?.remark == nil)
                let (before, after) = (try await house.export(crew.database), try await house.export(moved))
                #expect(FileManager.default.contentsEqual(atPath: before, andPath: after))
            }
        }
    }

    @Test(arguments: Engine.all, Engine.all) func `a remark moves with its task`(
        from source: Engine, to target: Engine
    ) async throws {
        try await withCrew(source) { crew in
            let house = try await House(crew)
            let id = try await house.owner.addTask("x")
            let text = "é e\u{301}\n\u{1}"
            let task = try await house.owner.call(BlockTask.self, ["task_id": id.json, "reason": .string(text)])
            try await house.importing(try await house.export(crew.database), into: target) { moved in
                let there = CrewMember(
                    crew: try await Crew(on: moved), handle: "@owner", credential: house.owner.credential)
                let found = try await there.call(GetTask.self, ["task_id": id.json]).task
                #expect(found.json == task.json && found.remark?.text.rawValue.hasSameBytes(as: text) == true)
            }
        }
    }

    @Test func `a unit of work that runs twice writes the file once`() async throws {
        try await withCrew { crew in
            let house = try await House(crew)
            let once = try await house.export(crew.database)
            let twice = try await house.export(RepeatingDatabase(crew.database))
            #expect(FileManager.default.contentsEqual(atPath: once, andPath: twice))
            let target = try await TestDatabase.make(.migrated, .sqlite)
            try await RepeatingDatabase(target.database).importRows(of: try ImportFile(path: once))
            #expect(FileManager.default.contentsEqual(atPath: once, andPath: try await house.export(target.database)))
            await target.close()
        }
    }
}
