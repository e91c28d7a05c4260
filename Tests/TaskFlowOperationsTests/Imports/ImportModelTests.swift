import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Random imports, with everything in them that a file may hold: what is stored fits together, nothing waits for itself, and
/// a second time brings nothing.
@Suite(.timeLimit(.minutes(5))) struct ImportModelTests {
    @Test(arguments: Engine.all, [1, 2, 3, 4, 5, 6] as [UInt64])
    func `random imports leave everything right`(_ engine: Engine, _ seed: UInt64) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew, [("@claude", .agent, "member"), ("@bob", .human, "viewer")])
            var random = RandomImport(seed: seed)
            var all: [JSONObject] = []
            for round in 0..<4 {
                let tasks = random.tasks(round)
                all += tasks
                let dry = try await house.run(tasks, ["dry_run": true])
                let report = try await house.run(tasks)
                #expect(report.counts == dry.counts && report.json["warnings"] == dry.json["warnings"])
                #expect(report.counts.reduce(0, +) == tasks.count)
                #expect(report.json["tasks"]?.arrayValue?.count == report.counts[0])
                try await check(house)
                let again = try await house.run(tasks)
                #expect(again.counts[0] == 0, "seed \(seed), round \(round)")
            }
            #expect(try await house.run(all.reversed()).counts[0] == 0)
            try await finish(house)
        }
    }

    /// What holds of all tasks, whoever makes them.
    private func check(_ house: Importing) async throws {
        let broken: [SQL] = [
            """
            SELECT count(*) FROM tasks JOIN tasks above ON above.id = tasks.parent_id \
            WHERE above.status = 'completed' AND tasks.status <> 'completed'
            """,
            "SELECT count(*) FROM tasks WHERE status IN ('in_progress', 'review') AND assigned_to IS NULL",
            "SELECT count(*) FROM tasks WHERE assigned_to = '@bob'", "SELECT count(*) FROM task_leases",
            "SELECT count(*) FROM tasks WHERE (status = 'review') <> (submitted_by IS NOT NULL)",
            """
            SELECT count(*) FROM tasks WHERE status IN ('in_progress', 'review', 'blocked') AND assigned_to IS NOT NULL \
            AND NOT EXISTS (SELECT 1 FROM task_holders WHERE task_holders.task_id = tasks.id \
            AND task_holders.worker_id = tasks.assigned_to)
            """,
            """
            SELECT count(*) FROM tasks WHERE (SELECT count(*) FROM audit_log WHERE audit_log.task_id = tasks.id \
            AND audit_log.action = 'imported') <> 1
            """,
        ]
        for sql in broken { #expect(try await house.crew.count(sql) == 0, "\(sql.text)") }
    }

    /// Completes everything, bottom up and in order: a loop would be left.
    private func finish(_ house: Importing) async throws {
        let open: SQL = """
            SELECT count(*) FROM tasks WHERE status <> 'completed'
            """
        try await house.crew.database.write { tx throws(TaskFlowError) in
            try tx.execute("UPDATE tasks SET not_before = NULL, deferred = 0")
        }
        var left = try await house.crew.count(open)
        while true {
            // Without what it needs, what its ancestors need and what lies under it.
            let done = try await house.crew.database.write { tx throws(TaskFlowError) in
                try tx.execute(
                    """
                    UPDATE tasks SET status = 'completed', progress_percent = 100, completed_at = 1, blocked_kind = NULL \
                    WHERE status <> 'completed' AND NOT EXISTS (SELECT 1 FROM tasks children WHERE children.parent_id = tasks.id \
                    AND children.status <> 'completed') AND NOT EXISTS (WITH RECURSIVE above (id, parent_id) AS (\
                    SELECT one.id, one.parent_id FROM tasks one WHERE one.id = tasks.id UNION ALL \
                    SELECT up.id, up.parent_id FROM tasks up JOIN above ON above.parent_id = up.id) \
                    SELECT 1 FROM above JOIN task_needs ON task_needs.task_id = above.id \
                    JOIN tasks needed ON needed.id = task_needs.needed_id WHERE needed.status <> 'completed')
                    """)
            }
            left -= done
            if done == 0 { break }
        }
        #expect(left == 0)
    }
}

/// Files at random.
private struct RandomImport {
    private var random: SeededGenerator
    private let names = (0..<70).map { "t\($0)" } + ["é", "e\u{301}", "👩‍👩‍👧", "a b", "x:y", "'; --", "\u{202E}", "\"\\"]

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func name() -> JSON { .string(names.randomElement(using: &random) ?? "") }
    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func tasks(_ round: Int) -> [JSONObject] {
        let count = Int.random(in: 0...60, using: &random)
        return (0..<count).map { _ in task() } + (chance(50) ? chain(round) : [])
    }

    private mutating func task() -> JSONObject {
        let statuses = TaskStatus.allCases.map(\.rawValue)
        let texts = ["A", "ß", "\u{FEFF}x", "大", String(repeating: "long ", count: 60), "e\u{301}\u{1F3F3}\u{FE0F}"]
        var task: JSONObject = ["source_id": name(), "title": .string(texts.randomElement(using: &random) ?? "A")]
        task["status"] = .string(statuses.randomElement(using: &random) ?? "pending")
        if chance(50) { task["parent"] = name() }
        if chance(60) { task["needs"] = .array((0..<Int.random(in: 0...4, using: &random)).map { _ in name() }) }
        if chance(50) {
            task["assigned_to"] = (["@claude", "@bob", "@ada", "@none", "me"] as [JSON]).randomElement(using: &random)
        }
        if chance(20) { task["not_before"] = "2999-01-01" }
        if chance(20) { task["dropped"] = true }
        if chance(30) { task["completed_at"] = "2026-01-05T10:00:00Z" }
        if chance(30) { task["comments"] = [["author": "alice\u{200D}", "text": "\u{7}x"], ["text": "y"]] }
        return task
    }

    /// A deep tree, upside down.
    private mutating func chain(_ round: Int) -> [JSONObject] {
        let depth = Int.random(in: 5...40, using: &random)
        return (0..<depth).reversed().map { level in
            item("c\(round)-\(level)", level == 0 ? ["needs": [name()]] : ["parent": .string("c\(round)-\(level - 1)")])
        }
    }
}
