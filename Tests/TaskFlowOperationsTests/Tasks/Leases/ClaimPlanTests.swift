import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// The claim looks at the heads of lanes in their index, and at no task behind or beside them.
@Suite struct ClaimPlanTests {
    private func actor(isAdmin: Bool, isAgent: Bool) -> Actor {
        Actor(
            workerID: WorkerID(trusted: "@a"), type: isAgent ? .agent : .human, tenant: .standard,
            role: isAdmin ? .admin : .member, scopes: .all, credential: .key, origin: Origin(via: .rest, requestID: "t")
        )
    }

    private func input(_ json: JSONObject) throws -> ClaimNext.Input {
        var issues = Issues()
        return try #require(ClaimNext.Input.schema.decode(Arguments(body: .json(.object(json))), into: &issues))
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func `SQLite searches the index of what is ready`(isAdmin: Bool, isAgent: Bool) async throws {
        try await withCrew { crew in
            for json: JSONObject in [[:], ["tags": ["x"], "priority": ["high"]]] {
                let query = ClaimQuery(try input(json), project: nil, by: actor(isAdmin: isAdmin, isAgent: isAgent))
                let plan = try await plan(query, crew)
                #expect(plan.contains("SEARCH tasks USING INDEX tasks_ready (tenant_id=? AND lane=?)"), "\(plan)")
                #expect(plan.contains("INDEX tasks_ready (tenant_id=? AND lane>?"), "\(plan)")
                #expect(plan.contains("INDEX tasks_ready_assigned (tenant_id=? AND assigned_to=?)"), "\(plan)")
                #expect(!plan.contains("SCAN tasks") && !plan.contains("SCAN workers"), "\(plan)")
            }
        }
    }

    @Test func `subtasks of one task are found by their parent`() async throws {
        try await withCrew { crew in
            let task = try await crew.worker("@ana").addTask()
            let query = ClaimQuery(
                try input(["parent_id": task.json]), project: nil, by: actor(isAdmin: false, isAgent: true))
            let plan = try await plan(query, crew)
            #expect(plan.contains("INDEX tasks_by_parent (parent_id=?)") && !plan.contains("SCAN tasks"), "\(plan)")
        }
    }

    /// With enough tasks that walking all of them would be worse.
    @Test func `PostgreSQL searches it too`() async throws {
        try await withCrew(.postgres) { crew in
            try await crew.database.write { tx throws(TaskFlowError) in
                try tx.execute(
                    """
                    INSERT INTO workers (tenant_id, id, handle, name, type, role, capabilities, created_at) \
                    VALUES ('default', '@a', '@a', 'a', 'agent', 'member', '[]', 1)
                    """)
                try tx.execute(
                    """
                    INSERT INTO tasks (tenant_id, title, status, priority, progress_percent, tags, created_by, version, created_at, \
                    updated_at, search_text, waits) SELECT 'default', 't', 'pending', 1, 0, '', '@a', 1, n, n, 't', n % 3 \
                    FROM generate_series(1, 20000) AS n
                    """)
                try tx.execute("ANALYZE tasks")
            }
            let query = ClaimQuery(try input([:]), project: nil, by: actor(isAdmin: false, isAgent: true))
            let plan = try await plan(query, crew)
            #expect(plan.contains("tasks_ready"), "\(plan)")
            #expect(!plan.contains("Seq Scan on tasks"), "\(plan)")
        }
    }

    private func plan(_ query: ClaimQuery, _ crew: Crew) async throws -> String {
        try await crew.database.write { tx throws(TaskFlowError) in
            let (tables, update) = query.statement(tx.dialect, tx.now)
            let explain: SQL = tx.dialect == .sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN "
            let column = tx.dialect == .sqlite ? 3 : 0
            return try tx.all(explain + "WITH RECURSIVE " + tables + " " + update) { $0.text(column) }.joined(
                separator: "; ")
        }
    }
}
