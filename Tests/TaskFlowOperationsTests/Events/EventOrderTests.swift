import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// Numbers of the audit log are drawn before they commit: whoever listens gets each row once, in order, all the same.
@Suite(.timeLimit(.minutes(10))) struct EventOrderTests {
    @Test func `a row that is held up holds up those behind it, and a lost number does not`() async throws {
        for outcome in [true, false] {
            try await withEvents(.postgres) { stage, listen in
                let ana = try await stage.crew.worker("@ana", isAdmin: true)
                let hearing = try await stage.hearing(ana)
                listen(hearing)
                try await hearing.hears("begun")
                let start = try #require(hearing.cursor.flatMap { EventCursor($0)?.position })
                try await withThrowingTaskGroup { group in
                    group.addTask { try? await stage.crew.write(held: "1", commits: outcome) }
                    try await Task.sleep(for: .milliseconds(300))
                    _ = try await ana.addTask()
                    let cursor = try await stage.crew.cursor()
                    #expect(cursor.position == start && hearing.ids.isEmpty)
                    try await group.waitForAll()
                }
                try await hearing.hears(count: outcome ? 2 : 1)
                #expect(hearing.ids == (outcome ? [start + 1, start + 2] : [start + 2]))
            }
        }
    }

    @Test func `a transaction that writes no audit row holds up nothing`() async throws {
        try await withEvents(.postgres) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let hearing = try await stage.hearing(ana)
            listen(hearing)
            try await hearing.hears("begun")
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await stage.crew.database.write { tx throws(TaskFlowError) in
                        try tx.execute("UPDATE workers SET name = name")
                        _ = try tx.all("SELECT 1 FROM (SELECT pg_sleep(3)) AS pause") { $0.integer(0) }
                    }
                }
                try await Task.sleep(for: .milliseconds(200))
                // A number that is lost, and a row behind it.
                try? await stage.crew.write(held: "0", commits: false)
                try await stage.crew.write(held: "0", commits: true)
                try await hearing.hears(count: 1)
                try await group.waitForAll()
            }
        }
    }

    @Test func `a cursor that lies ahead takes nothing from the others`() async throws {
        try await withEvents(.postgres) { stage, listen in
            let ana = try await stage.crew.worker("@ana", isAdmin: true)
            let start = try await stage.crew.cursor()
            try await withThrowingTaskGroup { group in
                group.addTask { try await stage.crew.write(held: "1", commits: true) }
                try await Task.sleep(for: .milliseconds(300))
                try await stage.crew.write(held: "0", commits: true)
                // Nobody else listens: the follower begins with the one who claims to know what is still to come.
                let ahead = EventCursor(epoch: start.epoch, position: start.position + 2)
                listen(try await stage.hearing(ana, lastEventID: ahead.description))
                try await Task.sleep(for: .milliseconds(100))
                let honest = try await stage.hearing(ana, lastEventID: start.description)
                listen(honest)
                try await group.waitForAll()
                try await honest.hears(count: 2)
                #expect(honest.ids == [start.position + 1, start.position + 2])
            }
        }
    }

    @Test(arguments: Engine.all) func `twenty writers, some of whom fail, and listeners who come and go`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana", isAdmin: true)
            // Two servers over one database; SQLite has one.
            try await withServer(of: crew) { one, listenToOne in
                try await withServer(of: crew) { two, listenToTwo in
                    let servers = engine == .postgres ? [one, two] : [one]
                    let steady = try await one.hearing(ana)
                    listenToOne(steady)
                    try await steady.hears("begun")
                    let start = try #require(steady.cursor)
                    let restless = Restless(servers: servers, member: ana, cursor: start)
                    try await withThrowingTaskGroup { group in
                        for writer in 0..<20 { group.addTask { await crew.scribble(seed: UInt64(writer)) } }
                        for listener in 0..<10 { group.addTask { try await restless.run(seed: UInt64(listener)) } }
                        try await group.waitForAll()
                    }
                    let late = try await two.hearing(ana, lastEventID: start)
                    listenToTwo(late)
                    let position = EventCursor(start)?.position ?? 0
                    let rows = try await crew.database.read { tx throws(TaskFlowError) in
                        try tx.all("SELECT id FROM audit_log WHERE id > \(position) ORDER BY id") { $0.integer(0) }
                    }
                    for hearing in [steady, late] {
                        try await hearing.hears(count: rows.count)
                        #expect(hearing.ids == rows)
                    }
                    for heard in try await restless.finish(rows.count) { #expect(heard == rows) }
                }
            }
        }
    }
}

extension Crew {
    fileprivate func scribble(seed: UInt64) async {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<15 {
            let seconds = ["0", "0.001", "0.005", "0.02"].randomElement(using: &random) ?? "0"
            try? await write(held: seconds, commits: Int.random(in: 0..<4, using: &random) > 0)
        }
    }
}

/// Listeners who leave after some events and come back with their cursor, to any server.
private actor Restless {
    private let servers: [EventStage]
    private let member: CrewMember
    private let cursor: String
    private var heard: [UInt64: (ids: [Int], cursor: String)] = [:]

    init(servers: [EventStage], member: CrewMember, cursor: String) {
        (self.servers, self.member, self.cursor) = (servers, member, cursor)
    }

    func run(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed + 1_000)
        for _ in 0..<12 { try await listen(seed, for: .milliseconds(Int.random(in: 1...80, using: &random)), &random) }
    }

    /// Hears the rest; answers what each has heard.
    func finish(_ count: Int) async throws -> [[Int]] {
        var random = SeededGenerator(seed: 7)
        for seed in heard.keys {
            for _ in 0..<200 where (heard[seed]?.ids.count ?? 0) < count {
                try await listen(seed, for: .milliseconds(100), &random)
            }
        }
        return heard.values.map(\.ids)
    }

    private func listen(_ seed: UInt64, for time: Duration, _ random: inout SeededGenerator) async throws {
        let server = servers.randomElement(using: &random) ?? servers[0]
        let known = heard[seed]?.cursor ?? cursor
        let hearing = try await server.hearing(member, lastEventID: known)
        await withTaskGroup { group in
            group.addTask { await hearing.listen() }
            try? await Task.sleep(for: time)
            group.cancelAll()
        }
        #expect(!hearing.others.contains("reset"))
        heard[seed, default: ([], cursor)].ids += hearing.ids
        heard[seed]?.cursor = hearing.cursor ?? known
    }
}
