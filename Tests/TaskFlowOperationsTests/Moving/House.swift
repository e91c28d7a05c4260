import Foundation
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// A database with something in every table, and the files that its tests write.
struct House {
    let crew: Crew
    let owner: CrewMember
    let folder: TemporaryDirectory

    var database: any Database { crew.database }

    /// Fills a database that has its tables.
    init(_ crew: Crew) async throws {
        self.crew = crew
        folder = try TemporaryDirectory()
        owner = try await crew.worker("@owner", isAdmin: true)
        let agent = try await crew.worker("@agent", type: .agent, tenant: "default")
        _ = try await crew.worker("@owner", tenant: "another")
        try await owner.call(CreateProject.self, ["slug": "apollo", "name": "Apollo", "review_required": true])
        try await owner.call(AddMember.self, ["slug": "apollo", "worker_id": "@agent", "role": "member"])
        let child = try await owner.addTask("Child", ["project_slug": "apollo"])
        // The parent comes after its child, and holds what is hard to write down.
        let parent = try await owner.addTask(
            "\"Parent\" \\ \u{2028} é e\u{301} 🚀 </script>",
            [
                "project_slug": "apollo", "description": "line\nline\ttab\u{1}\u{7F}", "tags": ["a:b", "c"],
                "due_date": "2030-01-01", "not_before": "2020-01-01", "requires": ["swift"],
            ])
        try await owner.call(UpdateTask.self, ["task_id": child.json, "parent_id": parent.json])
        try await agent.call(StartTask.self, ["task_id": child.json])
        let asked: JSONObject = [
            "prompt": "Which \u{2028}?", "kind": "choice", "options": ["a", "é"], "blocking": false,
        ]
        try await agent.call(AskQuestion.self, asked.with("task_id", child.json))
        try await agent.call(AddComment.self, ["task_id": child.json, "text": "See\n\n@owner"])
        try await agent.call(AddLink.self, ["task_id": child.json, "url": "https://example.org/?q=%22"])
        try await fillSessions()
        // The highest numbers are not there any more.
        let gone = try await owner.addTask("Gone")
        try await owner.call(DeleteTask.self, ["task_id": gone.json])
    }

    private func fillSessions() async throws {
        let hash = String(repeating: "h", count: 43)
        try await database.write { tx throws(TaskFlowError) in
            // What is moved is rows: that such a need makes a loop is no matter.
            try tx.execute("INSERT INTO task_needs (task_id, needed_id, created_at) VALUES (1, 2, \(tx.now))")
            try tx.execute("UPDATE tasks SET waits = 1 WHERE id = 1")
            // As an import leaves a lease: of a running one the import makes another row.
            try tx.execute(
                """
                UPDATE task_leases SET worker_id = NULL, key_id = NULL, is_fenced = 0, expires_at = 0, heartbeat_before = 0
                """)
            try tx.execute(
                "INSERT INTO sessions VALUES (\(hash), 'default', '@owner', 'code', NULL, NULL, 'tasks:read', \(tx.now), \(tx.now))"
            )
            try tx.execute("INSERT INTO sign_in_codes VALUES (\(hash), 'default', '@owner', \(tx.now), 'system')")
        }
    }

    /// Exports a database into a new file and answers its path.
    func export(_ database: any Database) async throws -> String {
        let path = folder.path(UUID().uuidString)
        let file = try ExportFile(path: path, replaces: false)
        _ = try await database.export(to: file)
        try file.finish()
        return path
    }

    /// The lines of the house's own export.
    func lines() async throws -> [String] {
        let text = try String(contentsOfFile: try await export(database), encoding: .utf8)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Imports a file into an empty database of that engine.
    func importing(
        _ path: String, into engine: Engine, _ body: (any Database) async throws -> Void = { _ in }
    ) async throws {
        let target = try await TestDatabase.make(.migrated, engine)
        do {
            try await target.database.importRows(of: try ImportFile(path: path))
            try await body(target.database)
        } catch {
            await target.close()
            throw error
        }
        await target.close()
    }

    /// Writes lines into a file and answers its path.
    func write(_ lines: [String]) throws -> String {
        let path = folder.path(UUID().uuidString)
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        return path
    }
}
