import Foundation
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// Commands whose answers are lost on the way.
@Suite(.timeLimit(.minutes(5))) struct LostAnswerTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func `a task is added once, however often its answer is lost`() async throws {
        try await program.serving { server async throws in
            let proxy = LossyProxy(to: try port(of: server), losses: 3)
            try await proxy.run { address in
                let outcome = try await through(address).run("add", "Once")
                #expect(outcome.code == 0, "\(outcome.error)")
                #expect(proxy.lossesLeft == 0)
            }
            #expect(try await titles() == ["Once"])
        }
    }

    @Test func `a task is added once, though the server is killed and started again meanwhile`() async throws {
        let first = try RunningProgram(["serve", "--port", "0"], program)
        try await first.waitForLink()
        let port = try port(of: first)
        let proxy = LossyProxy(to: port, losses: 1)
        let second = try await proxy.run { address in
            async let adding = through(address).run("add", "Once")
            while proxy.lossesLeft > 0 { try await Task.sleep(for: .milliseconds(2)) }
            first.signal(SIGKILL)
            _ = await first.ended()
            let second = try RunningProgram(["serve", "--port", "\(port)"], program)
            try await second.waitForLink()
            let outcome = try await adding
            #expect(outcome.code == 0, "\(outcome.error)")
            return second
        }
        #expect(try await titles() == ["Once"])
        second.signal(SIGTERM)
        _ = await second.ended()
    }

    @Test func `two commands with one key are one call, another command under it is refused`() async throws {
        try await program.serving { _ async throws in
            let first = try await program.run("add", "Once", "--idempotency-key", "k", "--json")
            let again = try await program.run("add", "Once", "--idempotency-key=k", "--json")
            #expect(first.code == 0 && again.output == first.output)
            let other = try await program.run("add", "Twice", "--idempotency-key", "k")
            #expect(other.code == 1)
            #expect(other.error.contains("idempotency-key: "))
            // Without one each command is a call of its own.
            for _ in 0..<2 { #expect(try await program.run("add", "Twice").code == 0) }
            #expect(try await titles().sorted() == ["Once", "Twice", "Twice"])
        }
    }

    private func port(of server: RunningProgram) throws -> Int {
        try #require(server.link.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) })
    }

    /// The program as it calls a server at another address than its own.
    private func through(_ address: String) throws -> Program {
        let file = try Data(contentsOf: program.data.appendingPathComponent("credential"))
        let key = try #require(try JSONParser.parse(file)["token"]?.stringValue)
        return Program(home: folder.url, environment: ["TASKFLOW_URL": address, "TASKFLOW_TOKEN": key])
    }

    private func titles() async throws -> [String] {
        let listed = try await program.run("list", "--json")
        return try #require(try JSONParser.parse(listed.output.utf8).arrayValue).compactMap { $0["title"]?.stringValue }
    }
}
