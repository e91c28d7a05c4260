import Foundation
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

/// How often the client waits for the server, counted on the wire between them.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct RoundTripTests {
    private static let delay = 0.1

    private static let attempts = 3

    /// The fewest turns that one of several attempts took; each gets its number, from zero.
    ///
    /// The proxy counts what it passes on, after holding it back: what is sent behind the answer, and waited for by nobody, is
    /// not counted yet when the answer is there. On a machine that is busy it is at times, so one attempt proves nothing;
    /// but no attempt can do with fewer turns than it takes.
    private func turns(_ proxy: CountingProxy, _ body: (Int) async throws -> Void) async throws -> Int {
        var fewest = Int.max
        for attempt in 0..<Self.attempts {
            var before = -1
            while before != proxy.turns {
                before = proxy.turns
                try await Task.sleep(for: .seconds(Self.delay * 3))
            }
            try await body(attempt)
            fewest = min(fewest, proxy.turns - before)
        }
        return fewest
    }

    @Test(arguments: [true, false]) func `a get with a key takes two trips, a start three`(prepares: Bool) async throws
    {
        try await withProxy(delay: Self.delay, { $0.prepares = prepares }) { crew, proxy in
            let member = try await crew.worker("@claude", type: .agent)
            let tasks = try await tasks(of: member)
            let get = try await turns(proxy) { try await member.call(GetTask.self, ["task_id": tasks[$0].json]) }
            #expect(get == 2)
            let start = try await turns(proxy) { try await member.call(StartTask.self, ["task_id": tasks[$0].json]) }
            #expect(start == 3)
            let refused = try await turns(proxy) { _ in _ = await member.refusal(of: GetTask.self, ["task_id": 99]) }
            #expect(refused == 2)
        }
    }

    @Test(arguments: [true, false]) func `a get with a JWT takes one trip, a start two`(prepares: Bool) async throws {
        try await withProxy(delay: Self.delay, mode: .sso, { $0.prepares = prepares }) { crew, proxy in
            let person = crew.person("ada")
            let tasks = try await tasks(of: person)
            let get = try await turns(proxy) { try await person.call(GetTask.self, ["task_id": tasks[$0].json]) }
            #expect(get == 1)
            let start = try await turns(proxy) { try await person.call(StartTask.self, ["task_id": tasks[$0].json]) }
            #expect(start == 2)
            let created = try await turns(proxy) { _ in _ = try await person.addTask() }
            #expect(created == 2)
            let refused = try await turns(proxy) { _ in _ = await person.refusal(of: GetTask.self, ["task_id": 99]) }
            #expect(refused == 1)
        }
    }

    @Test func `a filter by a worker costs no trip of its own`() async throws {
        try await withProxy(delay: Self.delay) { crew, proxy in
            let member = try await crew.worker("@claude", type: .agent)
            let task = try await member.addTask()
            let plain = try await turns(proxy) { _ in try await member.call(ListTasks.self, ["sort": "title"]) }
            let filter: JSONObject = [
                "sort": "title", "assigned_to": "@claude", "created_by": "@claude", "parent_id": task.json,
            ]
            let filtered = try await turns(proxy) { _ in try await member.call(ListTasks.self, filter) }
            #expect(filtered == plain)
        }
    }

    @Test func `without a key to look up it is one trip, and two`() async throws {
        try await withProxy(delay: Self.delay) { crew, proxy in
            let member = try await crew.worker("@claude", type: .agent)
            let tasks = try await tasks(of: member)
            let actor = Actor(
                workerID: WorkerID(trusted: "@claude"), type: .agent, tenant: .standard, role: .member, scopes: .all,
                credential: .jwt, origin: Origin(via: .rest, requestID: "test"))
            let get = try #require(decode(GetTask.Input.self, tasks[0]))
            let read = try await turns(proxy) { _ in
                try await crew.database.read { tx throws(TaskFlowError) in _ = try GetTask.run(get, as: actor, in: tx) }
            }
            #expect(read == 1)
            let write = try await turns(proxy) {
                let input = try #require(decode(StartTask.Input.self, tasks[$0]))
                try await crew.database.write { tx throws(TaskFlowError) in
                    _ = try StartTask.run(input, as: actor, in: tx)
                }
            }
            #expect(write == 2)
            let only = try await turns(proxy) { _ in
                try await crew.database.write { tx throws(TaskFlowError) in
                    try tx.later("UPDATE workers SET name = name")
                }
            }
            #expect(only == 1)
        }
    }

    private func tasks(of member: CrewMember) async throws -> [TaskID] {
        var made: [TaskID] = []
        for _ in 0..<Self.attempts { made.append(try await member.addTask()) }
        return made
    }

    private func decode<Input: Described>(_ type: Input.Type, _ id: TaskID) -> Input? {
        var issues = Issues()
        return Input.schema.decode(Arguments(path: [(name: "task_id", value: "\(id)")]), into: &issues)
    }
}
