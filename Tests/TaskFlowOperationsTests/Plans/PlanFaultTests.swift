import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// All that is wrong with a plan is told at once, each at its place, and nothing is made.
@Suite(.timeLimit(.minutes(5))) struct PlanFaultTests {
    private func faults(_ plan: JSONObject, _ member: CrewMember) async -> [String] {
        guard let refusal = await member.refusal(of: CreatePlan.self, plan) else { return ["done"] }
        guard refusal.code == .validationFailed else { return ["\(refusal.code.rawValue): \(refusal.message)"] }
        return refusal.issues.map { issue in
            let place = issue.location.dropFirst().map { $0.json.stringValue ?? $0.json.text }.joined(separator: ".")
            return "\(place): \(issue.message.replacing("Value error, ", with: ""))"
        }
    }

    @Test(arguments: Engine.all) func `everything at its place`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            let found = await faults(
                [
                    "tasks": [
                        ["ref": "a", "title": "a", "needs": ["b", "nobody", 0]],
                        ["ref": "a", "title": "again", "parent": "no-one"],
                        ["ref": "12", "title": "", "parent_id": 3],
                        ["ref": "b c", "title": "b", "priorty": "high"],
                        ["ref": "b", "title": "b", "needs": ["a", "b"]],
                        ["ref": "x", "parent": "y", "title": "x"], ["ref": "y", "parent": "x", "title": "y"], "z",
                    ], "dryrun": true,
                ], ana)
            #expect(
                found == [
                    "tasks.0.needs.2: Input should be greater than or equal to 1",
                    "tasks.2.ref: a ref must not look like a task's number",
                    "tasks.2.title: String should have at least 1 character",
                    "tasks.2.parent_id: Extra inputs are not permitted: the nearest known name is 'parent'",
                    "tasks.3.ref: String should match pattern '^\\S*[^\\s\\d]\\S*$'",
                    "tasks.3.priorty: Extra inputs are not permitted: the nearest known name is 'priority'",
                    "tasks.7: Input should be a valid dictionary or object to extract fields from",
                    "tasks.1.ref: another task of the plan, that at 0, has this ref",
                    "tasks.1.parent: no task of the plan has the ref 'no-one'",
                    "tasks.6.parent: a task cannot be a part of itself: y → x → y",
                    "tasks.4.needs.1: a task cannot need itself",
                    "dryrun: Extra inputs are not permitted: the nearest known name is 'dry_run'",
                ])
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 0)
        }
    }

    @Test(arguments: Engine.all) func `what is not there for the caller, in one refusal`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let (ana, bob) = (try await crew.worker("@ana"), try await crew.worker("@bob"))
            try await bob.call(CreateProject.self, ["slug": "his"])
            let his = try await bob.addTask("his", ["project_slug": "his"])
            let found = await faults(
                [
                    "parent_id": 77, "project_slug": "none",
                    "tasks": [
                        ["ref": "a", "title": "a", "needs": [.string("\(his)"), 99, "b"]],
                        ["ref": "b", "title": "b", "parent": his.json, "assigned_to": "@nobody"],
                        ["ref": "c", "title": "c", "parent": "b", "project_slug": "his"],
                    ],
                ], ana)
            #expect(
                found == [
                    "parent_id: task 77 not found", "tasks.1.parent: task \(his) not found",
                    "tasks.0.needs.0: task \(his) not found", "tasks.0.needs.1: task 99 not found",
                    "project_slug: project 'none' not found", "tasks.2.project_slug: project 'his' not found",
                    "tasks.1.assigned_to: worker '@nobody' not found",
                ])
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 1)
        }
    }

    @Test(arguments: Engine.all) func `limits`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            func task(_ number: Int, _ more: JSONObject = [:]) -> JSON {
                .object(more.with("ref", .string("t\(number)")).with("title", "t"))
            }
            #expect(await faults(["tasks": []], ana) == ["tasks: a plan has at least one task"])
            #expect(
                await faults(["tasks": .array((0..<201).map { task($0) })], ana)
                    == ["tasks: List should have at most 200 items after validation, not 201"])
            let dense = (0..<41).map { number in
                task(number, ["needs": .array((0..<25).map { .string("t\(($0 + number) % 200 + 41)") })])
            }
            let many = dense + (41..<200).map { task($0) }
            #expect(
                await faults(["tasks": .array(many)], ana)
                    == ["tasks: the tasks of a plan have at most 1000 needs together, not 1025"])
            let deep = (0..<9).map { task($0, $0 == 0 ? [:] : ["parent": .string("t\($0 - 1)")]) }
            #expect(
                await faults(["tasks": .array(deep)], ana)
                    == ["tasks.8.parent: the tasks of a plan lie at most 8 deep, and this at 9"])
            #expect(await faults(["tasks": .array(Array(deep.dropLast()))], ana) == ["done"])
        }
    }

    @Test(arguments: Engine.all) func `a loop is told at the need that closes it`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            #expect(
                await faults(
                    [
                        "tasks": [
                            ["ref": "a", "title": "a", "needs": ["b"]], ["ref": "b", "title": "b", "needs": ["c"]],
                            ["ref": "c", "title": "c", "needs": ["a"]],
                            ["ref": "p", "title": "p", "needs": ["q"]], ["ref": "q", "title": "q", "parent": "p"],
                        ]
                    ], ana) == [
                        "tasks.2.needs.0: this makes a loop of tasks that wait for each other: c → a → b → c",
                        "tasks.3.needs.0: this makes a loop of tasks that wait for each other: p → q → p",
                    ])
            // Through tasks that are there: the new one is a part of what the other needs.
            let home = try await ana.addTask("home")
            let after = try await ana.addTask("after", ["needs": [home.json]])
            let found = await faults(
                [
                    "parent_id": home.json,
                    "tasks": [
                        ["ref": "a", "title": "a"], ["ref": "b", "title": "b", "needs": ["a", after.json]],
                        ["ref": "c", "title": "c", "needs": [home.json]],
                    ],
                ], ana)
            #expect(
                found == [
                    "tasks.1.needs.1: this makes a loop of tasks that wait for each other: b → \(after) → \(home) → b",
                    "tasks.2.needs.0: this makes a loop of tasks that wait for each other: c → \(home) → c",
                ])
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 2)
        }
    }

    @Test(arguments: Engine.all) func `what create_task refuses, a plan refuses whole`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (ana, bob) = (try await crew.worker("@ana"), try await crew.worker("@bob"))
            try await ana.call(CreateProject.self, ["slug": "site"])
            try await ana.call(AddMember.self, ["slug": "site", "worker_id": "@bob", "role": "viewer"])
            let home = try await ana.addTask("home", ["project_slug": "site"])
            let done = try await ana.addTask("done")
            try await ana.take(StartTask.self, done)
            try await ana.take(CompleteTask.self, done)
            func plan(_ more: JSONObject, _ parent: JSON = .null) -> JSONObject {
                more.with("tasks", [["ref": "a", "title": "a"], ["ref": "b", "title": "b", "parent": parent]])
            }
            #expect(
                await faults(plan(["project_slug": "site"]), bob)
                    == ["forbidden: Viewers of a project may only read its tasks"])
            #expect(
                await faults(plan([:], done.json), ana)
                    == ["open_subtasks: Task \(done) is completed: reopen it before it gets an open subtask"])
            try await ana.call(CreateProject.self, ["slug": "other"])
            #expect(
                await faults(plan(["project_slug": "other", "parent_id": home.json]), ana)
                    == ["invalid_state: A subtask must lie in its parent's project"])
            #expect(
                await faults(
                    [
                        "tasks": [
                            ["ref": "a", "title": "a", "project_slug": "site"],
                            ["ref": "b", "title": "b", "project_slug": "other", "parent": "a"],
                        ]
                    ], ana) == ["invalid_state: A subtask must lie in its parent's project: 'b' lies under 'a'"])
            #expect(try await crew.count("SELECT count(*) FROM tasks") == 2)
        }
    }
}
