import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// Every sort walks an index: no temporary B-tree, no scan of the table but for what `q` has to read.
@Suite struct QueryPlanTests {
    private static let filters: [JSONObject] = [
        [:], ["status": ["pending", "blocked"]], ["status": ["completed"]], ["assigned_to": "@owner"], ["project": "p"],
        ["parent_id": "1"], ["priority": "high"], ["tag": ["a"]], ["due_before": "2026-12-01"], ["created_by": "me"],
        ["project": "p", "assigned_to": "me", "status": ["pending"]], ["unassigned": true],
        ["status": ["pending"], "unassigned": true], ["project": "p", "status": ["pending"], "unassigned": true],
    ]

    @Test(arguments: TaskSort.allCases, [false, true])
    func `lists of tasks`(_ sort: TaskSort, isAdmin: Bool) async throws {
        try await withCrew { crew in
            let owner = try await crew.worker("@owner", isAdmin: isAdmin)
            try await owner.call(CreateProject.self, ["slug": "p"])
            let recorder = PlanRecorder()
            for filter in Self.filters {
                let plan = try await recorder.plan(
                    of: filter.with("sort", .string(sort.rawValue)), by: owner, isAdmin: isAdmin)
                #expect(!plan.contains("TEMP B-TREE"), "\(filter) \(sort): \(plan)")
                #expect(!plan.contains("SCAN tasks"), "\(filter) \(sort): \(plan)")
                #expect(plan.contains("SEARCH tasks USING INDEX"), "\(filter) \(sort): \(plan)")
            }
        }
    }

    // A thousand at most: they are sorted then, and nothing is walked past.
    @Test(arguments: TaskSort.allCases, [false, true])
    func `the tasks that need one are found from the needs`(_ sort: TaskSort, isAdmin: Bool) async throws {
        try await withCrew { crew in
            let owner = try await crew.worker("@owner", isAdmin: isAdmin)
            for more in [[:], ["status": ["pending"]]] as [JSONObject] {
                let filter = more.with("needs", "1").with("sort", .string(sort.rawValue))
                let plan = try await PlanRecorder().plan(of: filter, by: owner, isAdmin: isAdmin)
                #expect(plan.contains("SEARCH tasks USING INTEGER PRIMARY KEY (rowid=?)"), "\(sort): \(plan)")
                #expect(plan.contains("task_needs_by_needed (needed_id=?)"), "\(sort): \(plan)")
                #expect(!plan.contains("SCAN tasks"), "\(sort): \(plan)")
            }
        }
    }

    @Test(arguments: [TaskSort.createdAt, .newest, .urgency, .lastCompleted])
    func `who sees few projects has their indexes merged`(_ sort: TaskSort) async throws {
        try await withCrew { crew in
            let owner = try await crew.worker("@owner", isAdmin: false)
            for slug in ["p", "q"] { try await owner.call(CreateProject.self, ["slug": .string(slug)]) }
            let plan = try await PlanRecorder().plan(of: ["sort": .string(sort.rawValue)], by: owner, isAdmin: false)
            #expect(plan.contains("MERGE (UNION ALL)"), "\(plan)")
            let indexes: [String] =
                switch sort {
                case .urgency: ["tasks_project_by_urgency", "tasks_loose_by_urgency"]
                case .lastCompleted: ["tasks_project_by_completion", "tasks_loose_by_completion"]
                default: ["tasks_by_project", "tasks_loose_by_created"]
                }
            #expect(indexes.allSatisfy(plan.contains), "\(plan)")
            #expect(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN tasks"), "\(plan)")
        }
    }

    @Test(arguments: [false, true]) func completions(isAdmin: Bool) async throws {
        try await withCrew { crew in
            let actor = Actor(
                workerID: WorkerID(trusted: "@a"), type: .human, tenant: .standard, role: isAdmin ? .admin : .member,
                scopes: .all, credential: .key, origin: Origin(via: .mcp, requestID: "test"))
            for begun in ["", "1", "12"] {
                let query = try #require(Completion.taskNumber.query(begun, limit: 101, as: actor))
                let plan = try await PlanRecorder.explain(query, in: crew.database)
                #expect(plan.contains("SEARCH tasks USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"), "\(plan)")
                #expect(!plan.contains("SCAN tasks"), "\(plan)")
            }
            for begun in ["", "we"] {
                let query = try #require(Completion.projectSlug.query(begun, limit: 101, as: actor))
                let plan = try await PlanRecorder.explain(query, in: crew.database)
                #expect(!plan.contains("SCAN projects"), "\(plan)")
                #expect(isAdmin == !plan.contains("project_members_by_worker"), "\(plan)")
                #expect(!isAdmin || !plan.contains("TEMP B-TREE"), "\(plan)")
            }
        }
    }

    @Test func `the audit log and other lists`() async throws {
        try await withCrew { crew in
            let queries: [SQL] = [
                "SELECT id FROM audit_log WHERE audit_log.tenant_id = \("default") ORDER BY audit_log.id DESC LIMIT 51",
                "SELECT id FROM audit_log WHERE audit_log.task_id = \(1) AND audit_log.tenant_id = \("d") ORDER BY audit_log.id DESC LIMIT 51",
                "SELECT id FROM audit_log WHERE audit_log.project_id = \(1) ORDER BY audit_log.id DESC LIMIT 51",
                "SELECT id FROM projects WHERE tenant_id = \("d") ORDER BY created_at DESC, id DESC LIMIT 51",
                "SELECT handle FROM workers WHERE tenant_id = \("d") AND deleted_at IS NULL ORDER BY handle LIMIT 51",
                "SELECT id FROM keys WHERE tenant_id = \("d") AND worker_id = \("w") ORDER BY id DESC LIMIT 51",
            ]
            for query in queries {
                let plan = try await PlanRecorder.explain(query, in: crew.database)
                #expect(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "\(query.text): \(plan)")
            }
        }
    }
}

/// Explains the statement that a list of tasks runs.
private struct PlanRecorder {
    func plan(of filter: JSONObject, by member: CrewMember, isAdmin: Bool) async throws -> String {
        var issues = Issues()
        let query = filter.members.flatMap { member in
            (member.value.arrayValue ?? [member.value]).map { (name: member.name, value: $0.stringValue ?? $0.text) }
        }
        let input = try #require(TaskFilter.schema.decode(Arguments(query: query), into: &issues))
        let actor = Actor(
            workerID: WorkerID(trusted: member.handle), type: .human, tenant: .standard,
            role: isAdmin ? .admin : .member, scopes: .all, credential: .key,
            origin: Origin(via: .rest, requestID: "test"))
        let project = input.which.project == nil ? nil : ProjectID(trusted: 1)
        let taskQuery = TaskQuery(input, project: project, actor: actor)
        let parts = try await member.crew.database.read { tx throws(TaskFlowError) in try taskQuery.parts(in: tx) }
        let listing = Listing(
            columns: SQL.columns(of: TaskItem.schema, in: "tasks"), width: TaskItem.schema.columnCount,
            source: taskQuery.source(.sqlite), conditions: taskQuery.conditions, order: taskQuery.order,
            read: TaskItem.schema.read, parts: parts)
        let first = try await Self.explain(listing.statement(input.page), in: member.crew.database)
        let cursor = Cursor(query: 0, position: position(input.sort, taskQuery.order), isBackward: false)
        let later = PageRequest(limit: .standard, offset: .none, cursor: cursor, total: false)
        return try await first + Self.explain(listing.statement(later), in: member.crew.database)
    }

    private func position(_ sort: TaskSort, _ order: ListOrder) -> Cursor.Position {
        if order.key == nil { return Cursor.Position(key: nil, id: .integer(1)) }
        let isText = sort == .title || sort == .titleBackward
        return Cursor.Position(key: isText ? .text("x") : .integer(1), id: .integer(1))
    }

    static func explain(_ sql: SQL, in database: any Database) async throws -> String {
        try await database.read { tx throws(TaskFlowError) in
            try tx.all("EXPLAIN QUERY PLAN " + sql) { $0.text(3) }.joined(separator: "; ")
        }
    }
}
