import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// What a process that knows nothing yet finds out about a log, on PostgreSQL.
@Suite(.timeLimit(.minutes(5))) struct LogSearchTests {
    private static let vacuum: SQL = "LOCK TABLE audit_log IN SHARE UPDATE EXCLUSIVE MODE"
    private static let index: SQL = "LOCK TABLE audit_log IN SHARE MODE"

    @Test func `numbers that were lost long ago are settled by one look at who writes`() async throws {
        try await withCrew(.postgres) { crew in
            for _ in 0..<40 {
                try? await crew.write(held: "0", commits: false)
                try await crew.write(held: "0", commits: true)
            }
            let first = try await crew.search(knowing: LogKnowledge())
            #expect(first.end < first.newest)
            let second = try await crew.search(knowing: first.knowledge)
            #expect(second.end == second.newest)
        }
    }

    @Test(arguments: [true, false]) func `a lock that writes nothing holds up nothing`(isVacuum: Bool) async throws {
        try await withCrew(.postgres) { crew in
            try? await crew.write(held: "0", commits: false)
            try await crew.write(held: "0", commits: true)
            try await withThrowingTaskGroup { group in
                // As VACUUM and CREATE INDEX take it.
                group.addTask { try await crew.hold(isVacuum ? Self.vacuum : Self.index) }
                try await Task.sleep(for: .milliseconds(300))
                let first = try await crew.search(knowing: LogKnowledge())
                let second = try await crew.search(knowing: first.knowledge)
                #expect(second.end == second.newest && second.newest > 0)
                try await group.waitForAll()
            }
        }
    }

    @Test func `a log that was put back is searched anew`() async throws {
        try await withCrew(.postgres) { crew in
            try await crew.write(held: "0", commits: true)
            var knowledge = LogKnowledge()
            knowledge.add(LogKnowledge.End(position: 1_000_000, since: .now - .seconds(60)))
            let search = try await crew.search(knowing: knowledge)
            #expect(search.isAnew && search.end == search.newest)
            let next = try await crew.search(knowing: search.knowledge)
            #expect(!next.isAnew && next.end == next.newest)
        }
    }

    @Test func `who writes holds up the end, and no longer than that`() async throws {
        try await withCrew(.postgres) { crew in
            try await crew.write(held: "0", commits: true)
            try await withThrowingTaskGroup { group in
                group.addTask { try await crew.write(held: "1", commits: true) }
                try await Task.sleep(for: .milliseconds(300))
                try await crew.write(held: "0", commits: true)
                let first = try await crew.search(knowing: LogKnowledge())
                let second = try await crew.search(knowing: first.knowledge)
                #expect(second.end == first.end && second.end < second.newest)
                try await group.waitForAll()
                let third = try await crew.search(knowing: second.knowledge)
                #expect(third.end == third.newest)
            }
        }
    }
}

extension Crew {
    fileprivate struct Search: Sendable {
        let knowledge: LogKnowledge
        let end: Int
        let newest: Int
        let isAnew: Bool
    }

    fileprivate func search(knowing knowledge: LogKnowledge) async throws -> Search {
        try await database.read { tx throws(TaskFlowError) in
            var search = LogSearch(knowledge, begun: tx.begun)
            try search.run(in: tx)
            return Search(
                knowledge: search.knowledge, end: search.end, newest: try LogEnd.newest(in: tx), isAnew: search.isAnew)
        }
    }

    /// Runs a statement in a transaction that stays open for a second.
    fileprivate func hold(_ sql: SQL) async throws {
        try await database.write { tx throws(TaskFlowError) in
            try tx.execute(sql)
            _ = try tx.all("SELECT 1 FROM (SELECT pg_sleep(1)) AS pause") { $0.integer(0) }
        }
    }
}
