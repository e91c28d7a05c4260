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
            let added = try await output("add", "Write the report", "--priority", "high")
            #expect(added == "Added #1 Write the report\n")
            #expect(try await output("list").contains("Write the report"))
            #expect(try await output("start", "1") == "Started #1 Write the report\n")
            let progress = try await output("progress", "1", "40", "--note", "First draft")
            #expect(progress == "#1 Write the report is 40 % done\n")
            #expect(try await output("done", "1") == "Completed #1 Write the report\n")
            #expect(try await program.run("list").error == "(none)\n")
            #expect(try await output("ls", "--done").contains("Write the report"))
            #expect(try await output("show", "1").hasPrefix("#1 Write the report\ncompleted, high priority, with @"))
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
            #expect(refused.error == "Task not found (next: taskflow list)\n")
            let invalid = try await program.run("add", "x", "--priority", "urgent")
            #expect(invalid.code == 2)
            #expect(
                invalid.error.hasPrefix("--priority: 'urgent': should be 'low', 'medium', 'high' or 'critical' (see "))
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
        #expect(try await program.run("migrate").code == 0)
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

    @Test func `an agent's key has three scopes however it is made, and those that are named`() async throws {
        try await program.serving { _ async throws in
            _ = try await output("worker", "add", "@claude")
            let three: JSON = ["tasks:read", "tasks:write", "audit:read"]
            let two: JSON = ["tasks:read", "audit:read"]
            let named = [
                ["--scopes", "tasks:read audit:read"], ["--scopes=tasks:read,audit:read"],
                ["--scope", "tasks:read", "--scopes", "audit:read"],
            ]
            #expect(try await scopes("worker", "key", "@claude") == three)
            #expect(try await scopes("token", "create", "--worker", "@claude") == three)
            for flags in named {
                #expect(try await scopes(["worker", "key", "@claude"] + flags) == two)
                #expect(try await scopes(["token", "create", "--worker", "@claude"] + flags) == two)
            }
            let all: JSON = ["tasks:read", "tasks:write", "projects:write", "workers:write", "audit:read"]
            #expect(try await scopes("token", "create", "--worker", "@ada", "--type", "human") == all)
            #expect(try await scopes("token", "create", "--worker", "@chief", "--admin") == all)
        }
    }

    /// What a key may do that this line makes.
    private func scopes(_ line: String...) async throws -> JSON? { try await scopes(line) }

    private func scopes(_ line: [String]) async throws -> JSON? {
        let outcome = try await program.run(line[0] == "worker" ? line + ["--json"] : line)
        try #require(outcome.code == 0, "\(line): \(outcome.error)")
        let key = line[0] == "worker" ? try JSONParser.parse(outcome.output.utf8)["key"]?.stringValue : outcome.output
        let holder = Program(
            home: folder.url, environment: ["TASKFLOW_TOKEN": (key ?? "").trimmingCharacters(in: .newlines)])
        return try JSONParser.parse(try await holder.run("whoami", "--json").output.utf8)["scopes"]
    }

    private func output(_ arguments: String...) async throws -> String {
        let outcome = try await program.run(arguments)
        try #require(outcome.code == 0, "\(arguments): \(outcome.error)")
        return outcome.output
    }
}
