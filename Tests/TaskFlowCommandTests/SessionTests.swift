import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// The main job, from a first start to an audit trail, with the built program.
struct SessionTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func aTasksLife() async throws {
        try await program.serving { _ async throws in
            #expect(try await output("add", "Write the report", "--priority", "high").contains("pending"))
            #expect(try await output("list").contains("Write the report"))
            #expect(try await output("start", "1").contains("in_progress"))
            #expect(try await output("progress", "1", "40", "--note", "First draft").contains("progress_percent  40"))
            #expect(try await output("complete", "1").contains("completed"))
            let audit = try JSONParser.parse(try await output("audit", "1", "--json").utf8)
            let actions = audit.arrayValue?.compactMap { $0["action"]?.stringValue }
            #expect(actions == ["completed", "progressed", "started", "created"])
            #expect(audit.arrayValue?.allSatisfy { $0["via"] == "cli" && $0["actor_type"] == "human" } == true)
        }
    }

    @Test func exitCodes() async throws {
        try await program.serving { _ async throws in
            let refused = try await program.run("show", "99")
            #expect(refused.code == 1)
            #expect(refused.error == "Task not found\n")
            let invalid = try await program.run("add", "x", "--due", "never", "--priority", "urgent")
            #expect(invalid.code == 1)
            #expect(
                invalid.error.hasPrefix("priority: Input should be 'low', 'medium', 'high' or 'critical'; due_date: "))
            #expect(try await program.run("start").code == 2)
            var stranger = program
            stranger.environment["TASKFLOW_TOKEN"] = "tfl_" + String(repeating: "A", count: 43)
            #expect(try await stranger.run("list").code == 4)
        }
        var nowhere = program
        nowhere.environment["TASKFLOW_URL"] = "http://127.0.0.1:1"
        let unreachable = try await nowhere.run("list")
        #expect(unreachable.code == 3)
        #expect(unreachable.error.contains("taskflow serve"))
        let signedOut = Program(home: folder.url, environment: ["TASKFLOW_DATA": folder.path("elsewhere")])
        #expect(try await signedOut.run("list").code == 4)
    }

    @Test func anAgentsKey() async throws {
        try await program.serving { server async throws in
            _ = try await output("worker", "add", "@claude")
            let key = try JSONParser.parse(try await output("worker", "key", "@claude", "--json").utf8)["key"]?
                .stringValue
            let agent = Program(home: folder.url, environment: ["TASKFLOW_TOKEN": try #require(key)])
            _ = try await agent.run("add", "By an agent")
            let audit = try JSONParser.parse(try await output("audit", "1", "--json").utf8)
            #expect(audit[0]?["actor_id"] == "@claude")
            #expect(audit[0]?["actor_type"] == "agent")
            #expect(!server.error.contains(try #require(key)))
        }
    }

    @Test func keysMadeOnTheMachine() async throws {
        let made = try await program.run(
            "token", "create", "--worker", "@robot", "--scopes", "tasks:read", "--expires", "30d")
        #expect(made.code == 0)
        #expect(made.output.hasPrefix("tfl_") && made.output.count == 48)
        #expect(made.error.isEmpty)
        try await program.serving { _ async throws in
            let robot = Program(
                home: folder.url, environment: ["TASKFLOW_TOKEN": made.output.trimmingCharacters(in: .newlines)])
            let who = try JSONParser.parse(try await robot.run("whoami", "--json").output.utf8)
            #expect(who["worker"]?["type"] == "agent")
            #expect(who["scopes"] == ["tasks:read"])
            #expect(try await program.run("token", "create", "--worker", "@second").code == 0)
        }
    }

    private func output(_ arguments: String...) async throws -> String {
        let outcome = try await program.run(arguments)
        try #require(outcome.code == 0, "\(arguments): \(outcome.error)")
        return outcome.output
    }
}
