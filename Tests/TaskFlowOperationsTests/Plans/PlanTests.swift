import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Many tasks at once, all of them or none.
@Suite(.timeLimit(.minutes(5))) struct PlanTests {
    /// Two trees in which everything names what comes later.
    private static let release: JSON = [
        ["ref": "ship", "title": "Ship it", "needs": ["build", "tell"], "priority": "high"],
        ["ref": "colours", "title": "Choose the colours", "parent": "design"],
        ["ref": "build", "title": "Build it", "needs": ["design"], "tags": ["web"]],
        ["ref": "design", "title": "Design it"],
        ["ref": "tell", "title": "Tell everybody", "parent": "build"],
        ["ref": "type", "title": "Choose the type", "parent": "design", "needs": ["colours"], "assigned_to": "@ana"],
    ]

    @Test(arguments: Engine.all) func `a plan is a tree with its needs`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let answer = try await ana.call(CreatePlan.self, ["tasks": Self.release]).json
            #expect(answer["waves"] == [["colours"], ["type"], ["design"], ["tell"], ["build"], ["ship"]])
            let refs = answer["ids"]?.objectValue?.members.map(\.name)
            #expect(refs == ["ship", "colours", "build", "design", "tell", "type"])
            func task(_ ref: String) async throws -> TaskItem {
                try await ana.task(TaskID(trusted: answer["ids"]?[ref]?.integerValue ?? 0))
            }
            let (ship, design, tell) = (try await task("ship"), try await task("design"), try await task("tell"))
            let (build, type) = (try await task("build"), try await task("type"))
            #expect(ship.waits == 2 && ship.priority == .high && ship.createdBy == WorkerID(trusted: "@ana"))
            #expect(design.openChildren == 2 && tell.parentID == build.id && type.assignedTo != nil)
            // The gate of build closes that of what lies under it.
            #expect(!tell.ready && tell.waits == 0)
            #expect(
                try await ana.call(ListTasks.self, ["ready": true]).elements.map(\.title.rawValue) == [
                    "Choose the colours"
                ])
            #expect(try await crew.faults() == [])
            let row = try #require(try await ana.audit(of: ship.id).first)
            #expect(row.action == .created && row.context["plan"] == ["ref": "ship", "tasks": 6])
            #expect(row.context["needs"] == [build.id.json, tell.id.json])
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE task_id IS NOT NULL") == 6)
        }
    }

    @Test(arguments: Engine.all) func `a plan may hang on tasks that are there`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            try await ana.call(CreateProject.self, ["slug": "site"])
            let home = try await ana.addTask("home", ["project_slug": "site"])
            let (other, done) = (try await ana.addTask("other"), try await ana.addTask("done"))
            let third = try await ana.addTask("third")
            try await ana.take(StartTask.self, done)
            try await ana.take(CompleteTask.self, done)
            let plan: JSONObject = [
                "parent_id": home.json,
                "tasks": [
                    ["ref": "a", "title": "a", "needs": [third.json, done.json]],
                    ["ref": "b", "title": "b", "parent": other.json],
                    ["ref": "c", "title": "c", "parent": "b", "needs": ["a", .string("\(done)"), "a"]],
                ],
            ]
            let answer = try await ana.call(CreatePlan.self, plan).json
            #expect(answer["waves"] == [["a"], ["c"], ["b"]])
            let ids = ["a", "b", "c"].map { TaskID(trusted: answer["ids"]?[$0]?.integerValue ?? 0) }
            let a = try await ana.task(ids[0])
            #expect(a.parentID == home && a.projectSlug?.rawValue == "site" && a.waits == 1)
            let (b, c) = (try await ana.task(ids[1]), try await ana.task(ids[2]))
            #expect(b.parentID == other && b.projectSlug == nil && c.parentID == b.id && c.waits == 1)
            #expect(try await ana.task(home).openChildren == 1)
            #expect(try await crew.faults() == [])
        }
    }

    @Test(arguments: Engine.all) func `a dry run makes nothing`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let answer = try await ana.perform(CreatePlan.self, ["tasks": Self.release, "dry_run": true]).output
            #expect(answer.json["ids"] == nil && answer.json["waves"]?.arrayValue?.count == 6)
            #expect(answer.success == .ok)
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 0)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE task_id IS NOT NULL") == 0)
        }
    }

    @Test(arguments: Engine.all) func `a repeated plan is made once`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            let input: JSONObject = ["tasks": Self.release, IdempotencyKey.header: "k"]
            let first = try await ana.perform(CreatePlan.self, input)
            let again = try await ana.perform(CreatePlan.self, input)
            #expect(!first.isReplayed && again.isReplayed && first.output.json == again.output.json)
            #expect(first.output.json.text == again.output.json.text)
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 6)
            let another = await ana.refusal(of: CreatePlan.self, input.with("parent_id", 1))
            #expect(another?.issues.first?.location.first == .name("header"))
        }
    }

    @Test(arguments: Engine.all) func `as much as a plan may hold, on as many tasks that are there`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            func plan(_ tasks: [JSON], _ more: JSONObject = [:]) async throws -> [JSON] {
                let answer = try await ana.call(CreatePlan.self, more.with("tasks", .array(tasks))).json
                return answer["ids"]?.objectValue?.members.map(\.value) ?? []
            }
            func task(_ number: Int, _ needs: [JSON]) -> JSON {
                ["ref": .string("t\(number)"), "title": "t", "needs": .array(needs)]
            }
            var ids: [JSON] = []
            for _ in 0..<3 { ids += try await plan((0..<200).map { task($0, []) }) }
            // Six hundred of them are needed, and the new ones lie under one that another needs.
            let home = try await ana.addTask("home", ["needs": [ids[599]]])
            let needing = (0..<200).map { number in task(number, Array(ids[(number * 3)..<(number * 3 + 3)])) }
            #expect(try await plan(needing, ["parent_id": home.json]).count == 200)
            let dense = (0..<200).map { number in
                task(number, (max(0, number - 5)..<number).map { .string("t\($0)") })
            }
            #expect(try await plan(dense).count == 200)
            #expect(try await crew.faults() == [])
        }
    }
}
