import Foundation
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

/// Many who move tasks in one tree at once: nobody waits for somebody who waits for them.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct TreeRaceTests {
    private static let expected: Set<ErrorCode> = [
        .invalidState, .openSubtasks, .conflict, .notFound, .validationFailed, .alreadyExists,
    ]

    @Test func `sixty tasks are moved at once`() async throws {
        try await withoutDeadlocks { owner, ids async throws in
            for round in 0..<3 {
                await all(60) { number in
                    let (task, parent) = (ids[(number * 7 + round) % ids.count], ids[(number * 11 + 5) % ids.count])
                    return await owner.refusal(of: UpdateTask.self, ["task_id": task.json, "parent_id": parent.json])
                }
            }
            // Whoever walks up ends at a root.
            let depth: SQL = """
                WITH RECURSIVE up (id, parent_id, depth) AS (SELECT id, parent_id, 0 FROM tasks UNION ALL \
                SELECT up.id, tasks.parent_id, depth + 1 FROM up JOIN tasks ON tasks.id = up.parent_id WHERE depth < 100) \
                SELECT max(depth) FROM up
                """
            #expect(try await owner.crew.count(depth) < 30)
        }
    }

    @Test func `whoever else relies on the tree gets in nobody's way`() async throws {
        try await withoutDeadlocks { owner, ids async throws in
            try await owner.call(CreateProject.self, ["slug": "p", "name": "P"])
            let root = try await owner.addTask("root", ["project_slug": "p"])
            await all(180) { number in
                let (task, other) = (ids[number * 7 % ids.count].json, ids[(number * 11 + 5) % ids.count].json)
                switch number % 9 {
                case 0: return await owner.refusal(of: CreateTask.self, ["title": "new", "parent_id": task])
                case 1: return await owner.refusal(of: StartTask.self, ["task_id": task])
                case 2: return await owner.refusal(of: CompleteTask.self, ["task_id": task])
                case 3: return await owner.refusal(of: ReopenTask.self, ["task_id": task])
                case 4: return await owner.refusal(of: UpdateTask.self, ["task_id": task, "status": "in_progress"])
                case 5: return await owner.refusal(of: UpdateTask.self, ["task_id": task, "parent_id": .null])
                case 6 where number % 27 == 6: return await owner.refusal(of: DeleteTask.self, ["task_id": task])
                case 7: return await owner.refusal(of: CreateTask.self, ["title": "new", "parent_id": root.json])
                case 8 where number == 98:
                    return await owner.refusal(of: DeleteProject.self, ["slug": "p", "force": true])
                default: return await owner.refusal(of: UpdateTask.self, ["task_id": task, "parent_id": other])
                }
            }
        }
    }

    @Test func `whoever asks what may be done next gets in nobody's way`() async throws {
        try await withoutDeadlocks { owner, ids async throws in
            let (parent, children) = (ids[0], Array(ids[1..<5]))
            for child in children {
                try await owner.call(UpdateTask.self, ["task_id": child.json, "parent_id": parent.json])
                try await owner.call(StartTask.self, ["task_id": child.json])
                try await owner.call(CompleteTask.self, ["task_id": child.json])
            }
            for _ in 0..<5 {
                await all(120) { number in
                    let task = children[number / 6 % children.count].json
                    switch number % 6 {
                    case 0: return await owner.refusal(of: ReopenTask.self, ["task_id": task])
                    case 1: return await owner.refusal(of: StartTask.self, ["task_id": task])
                    case 2: return await owner.refusal(of: CompleteTask.self, ["task_id": task])
                    default: return await owner.refusalOfSteps(task)
                    }
                }
            }
        }
    }

    @Test func `who leaves a project hands over what others add subtasks to`() async throws {
        try await withoutDeadlocks { owner, _ async throws in
            try await owner.call(CreateProject.self, ["slug": "p", "name": "P"])
            let (leavers, tasks) = try await crowd(of: owner)
            await all(300) { number in
                let leaver = number / 30
                switch number % 30 {
                case 10:
                    return await owner.refusal(
                        of: RemoveMember.self, ["slug": "p", "worker_id": .string(leavers[leaver])])
                default:
                    let parent = tasks[leaver * 10 + number % 10].json
                    return await owner.refusal(of: CreateTask.self, ["title": "part", "parent_id": parent])
                }
            }
        }
    }

    @Test func `who is told the next steps stands in nobody's way`() async throws {
        try await withoutDeadlocks { owner, ids async throws in
            for task in ids.suffix(10) {
                try await owner.call(UpdateTask.self, ["task_id": task.json, "parent_id": ids[0].json])
            }
            for task in ids.reversed() {
                try await owner.call(StartTask.self, ["task_id": task.json])
                try await owner.call(CompleteTask.self, ["task_id": task.json])
            }
            await all(300) { number in
                let task = ids[10 + number * 7 % 10].json
                return number.isMultiple(of: 2)
                    ? await owner.refusalOfSteps(task)
                    : await owner.refusal(of: ReopenTask.self, ["task_id": task])
            }
        }
    }

    @Test func `members and workers leave while work is given to them`() async throws {
        try await withoutDeadlocks { owner, ids async throws in
            let hands = (0..<4).map { JSON.string("@hand\($0)") }
            for hand in hands { try await owner.call(RegisterWorker.self, ["handle": hand]) }
            try await owner.call(CreateProject.self, ["slug": "p", "name": "P"])
            var made: [JSON] = []
            for number in 0..<10 { made.append(try await owner.addTask("\(number)", ["project_slug": "p"]).json) }
            let tasks = made
            for round in 0..<3 {
                await all(120) { number in
                    let (task, hand) = (tasks[number * 7 % tasks.count], hands[number % 4])
                    switch (number + round) % 8 {
                    case 0: return await owner.refusal(of: RemoveMember.self, ["slug": "p", "worker_id": hand])
                    case 1, 2:
                        return await owner.refusal(
                            of: AddMember.self, ["slug": "p", "worker_id": hand, "role": "member"])
                    case 3: return await owner.refusal(of: AssignTask.self, ["task_id": task, "assignee": hand])
                    case 4:
                        return await owner.refusal(
                            of: UpdateTask.self,
                            ["task_id": task, "assigned_to": hand, "status": "blocked", "reason": "r"])
                    case 5:
                        return await owner.refusal(
                            of: CreateTask.self, ["title": "new", "parent_id": task, "assigned_to": hand])
                    case 6:
                        return await owner.refusal(
                            of: CreateTask.self, ["title": "new", "project_slug": "p", "assigned_to": hand])
                    case 7 where round == 2 && number > 110:
                        return await owner.refusal(of: DeleteWorker.self, ["id": hand])
                    default: return await owner.refusal(of: UpdateTask.self, ["task_id": task, "status": "pending"])
                    }
                }
            }
        }
    }

    @Test func `two calls of one worker about itself wait for neither`() async throws {
        try await withoutDeadlocks { owner, _ async throws in
            await all(60) { number in
                number.isMultiple(of: 2)
                    ? await owner.refusal(of: UpdateWorker.self, ["id": "me", "name": .string("Name \(number)")])
                    : await owner.refusal(of: CreateKey.self, ["id": "me", "name": "again"])
            }
        }
    }

    /// Ten members of a project, with ten tasks each that they answer for.
    private func crowd(of owner: CrewMember) async throws -> ([String], [TaskID]) {
        var (handles, tasks) = ([String](), [TaskID]())
        for number in 0..<10 {
            let member = try await owner.crew.worker("@p\(number)")
            try await owner.call(AddMember.self, ["slug": "p", "worker_id": .string(member.handle)])
            handles.append(member.handle)
            for _ in 0..<10 { tasks.append(try await member.addTask("work", ["project_slug": "p"])) }
        }
        return (handles, tasks)
    }

    private func all(_ count: Int, _ call: @escaping @Sendable (Int) async -> TaskFlowError?) async {
        await withTaskGroup { group in
            for number in 0..<count {
                group.addTask {
                    guard let refusal = await call(number) else { return }
                    #expect(Self.expected.contains(refusal.code), "\(number): \(refusal)")
                }
            }
        }
    }

    /// Runs a test on a forest of twenty tasks; the server must not have had to end a deadlock.
    private func withoutDeadlocks(_ body: (CrewMember, [TaskID]) async throws -> Void) async throws {
        try await Engine.postgres.turn {
            let store = try await TestDatabase.make(.migrated, .postgres)
            let result = await Result {
                let owner = try await Crew(on: store.database).worker("@owner", isAdmin: true)
                var ids: [TaskID] = []
                for number in 0..<20 { ids.append(try await owner.addTask("Task \(number)")) }
                try await body(owner, ids)
            }
            // A server's counts are complete when its connections have ended.
            await store.database.close()
            let name = try #require(URLComponents(string: store.address ?? "")?.path.dropFirst())
            #expect(try await Self.deadlocks(in: String(name)) == 0)
            await store.close()
            try result.get()
        }
    }

    private static func deadlocks(in name: String) async throws -> Int? {
        let admin = PostgresDatabase(try TestPostgres.settings("postgres"), logger: TestPostgres.logger)
        var found: (connections: Int, deadlocks: Int)? = (1, 0)
        for _ in 0..<500 where (found?.connections ?? 0) > 0 {
            found = try await admin.read { tx throws(TaskFlowError) in
                try tx.first("SELECT numbackends, deadlocks FROM pg_stat_database WHERE datname = \(name)") { row in
                    (row.integer(0), row.integer(1))
                }
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        await admin.close()
        return found?.deadlocks
    }
}
