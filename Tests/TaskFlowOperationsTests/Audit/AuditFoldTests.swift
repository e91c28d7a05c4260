import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// The audit log, folded from `created` on, gives exactly the rows: nothing is stored that it does not tell, and nothing told
/// that is not stored.
@Suite(.timeLimit(.minutes(5))) struct AuditFoldTests {
    @Test(arguments: Engine.all, [1, 20_261_126] as [UInt64]) func `the log folded into rows equals the rows`(
        _ engine: Engine, _ seed: UInt64
    ) async throws {
        try await withCrew(engine) { crew in
            var random = try await RandomCrew(crew, seed: seed)
            for _ in 0..<1_800 { try await random.act() }
            #expect(random.done > 200)

            let entries = try await entries(seenBy: random.admin)
            let told = Set(entries.filter { $0.entityType == .task }.map(\.action))
            let steps: Set<AuditAction> = [
                .created, .updated, .deleted, .started, .progressed, .submitted, .approved, .rejected, .completed,
                .blocked, .unblocked, .released, .assigned, .reopened,
            ]
            #expect(steps.subtracting(told) == [])
            let folded = FoldedLog(entries, descriptions: random.descriptions)
            for fault in folded.faults { Issue.record("\(fault)") }
            try await compareTasks(folded, random.admin)
            try await compareProjects(folded, random.admin)
            try await compareWorkers(folded, random.admin)
        }
    }

    private func compareTasks(_ folded: FoldedLog, _ admin: CrewMember) async throws {
        let rows = try await all(ListTasks.self, admin)
        #expect(Set(rows.map(\.id)) == Set(folded.tasks.keys))
        for row in rows { compare(row.json, folded.tasks[row.id]) }
    }

    private func compareProjects(_ folded: FoldedLog, _ admin: CrewMember) async throws {
        let rows = try await all(ListProjects.self, admin)
        #expect(Set(rows.map(\.slug.rawValue)) == Set(folded.projects.keys))
        for row in rows {
            compare(row.json, folded.projects[row.slug.rawValue])
            let members = try await all(ListMembers.self, admin, ["slug": row.slug.json])
            let roles = Dictionary(uniqueKeysWithValues: members.map { ($0.workerID, $0.role.json) })
            #expect(roles == folded.members[row.slug.rawValue])
        }
    }

    private func compareWorkers(_ folded: FoldedLog, _ admin: CrewMember) async throws {
        let rows = try await all(ListWorkers.self, admin)
        #expect(Set(rows.map(\.id)) == Set(folded.workers.keys))
        for row in rows { compare(row.json, folded.workers[row.id]) }
    }

    /// Every value that the log tells of is the row's, byte for byte.
    private func compare(_ row: JSON, _ folded: FoldedRow?) {
        guard let folded else { return }
        for (name, value) in folded.values.members where row[name] != value {
            Issue.record("\(row.text): \(name) is \(value.text) in the log")
        }
    }

    /// The whole log, oldest first.
    private func entries(seenBy admin: CrewMember) async throws -> [AuditEntry] {
        try await all(ListAudit.self, admin).reversed()
    }

    private func all<O: Operation, Element: SchemaValue>(
        _ operation: O.Type, _ member: CrewMember, _ input: JSONObject = [:]
    ) async throws -> [Element] where O.Output == Page<Element> {
        var (elements, cursor): ([Element], JSON?) = ([], nil)
        repeat {
            var query = input.with("limit", 100)
            if let cursor { query["cursor"] = cursor }
            let page = try await member.call(operation, query)
            elements += page.elements
            if case .cursor(let next)? = page.info.next { cursor = .string(next) } else { cursor = nil }
        } while cursor != nil
        return elements
    }
}
