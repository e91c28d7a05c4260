import Foundation
import TaskFlowTestSupport
import Testing

@testable import taskflow

/// What a `.env` file may hold, and which of its lines are told of.
struct EnvironmentFileTests {
    @Test(arguments: [
        ("PORT=1", "1"), ("PORT=\"a # b\" # c", "a # b"), ("PORT='x'", "x"), ("PORT=a#b # c", "a#b"),
        ("PORT=a\t# c", "a"),
        ("PORT=# c", ""), ("PORT=", ""), (" export PORT = 1 ", "1"), ("\u{FEFF}PORT=1\r", "1"), ("PORT=a=b", "a=b"),
        ("PORT=it's", "it's"), ("PORT=\"\"", ""),
    ])
    func values(line: String, value: String) {
        let file = EnvironmentFile(Data((line + "\n").utf8))
        #expect(file.values == ["PORT": value])
        #expect(file.faults.isEmpty)
    }

    @Test(arguments: [
        ("PORT", "no '=' in it: write NAME=value, and # before a comment"),
        ("export PORT", "no '=' in it: write NAME=value, and # before a comment"),
        ("source other.env", "no '=' in it: write NAME=value, and # before a comment"),
        ("=1", "what stands before '=' is not the name of a variable"),
        ("PO RT=1", "what stands before '=' is not the name of a variable"),
        ("1PORT=1", "what stands before '=' is not the name of a variable"),
        ("PÖRT=1", "what stands before '=' is not the name of a variable"),
        ("PORT=\"1", "the quote before the value is not closed"),
        ("PORT='1", "the quote before the value is not closed"),
        ("PORT=\"1\" 2", "something follows the closing quote"),
        ("PORT=1\u{1}", "the value of PORT holds a control character"),
        ("PORT=1\rHOST=x", "the value of PORT holds a control character"), ("HOST=b", "HOST is set on line 1 already"),
        ("PORT=\"1\nLOG_LEVEL=\"info\"", "the quote before the value is not closed on its line"),
        ("PORT=\"1\nLOG_LEVEL=info\"", "the quote before the value of PORT is not closed on its line"),
    ])
    func `a line that cannot be read is told by its number`(line: String, fault: String) {
        let file = EnvironmentFile(Data("HOST=a\r\n# a comment\n\n\(line)\n".utf8))
        #expect(file.faults.first?.line == 4)
        #expect(file.faults.first?.text == fault)
        #expect(file.values["HOST"] == "a")
    }

    @Test func `bytes that are no text are told`() {
        let file = EnvironmentFile(Data("A=1\nB=".utf8) + [0xFF, 0x0A] + Data("C=2".utf8))
        #expect(file.faults.map(\.line) == [2])
        #expect(file.values == ["A": "1", "C": "2"])
    }

    @Test func `other tools' values go over lines`() {
        let file = EnvironmentFile(Data("KEY=\"-----BEGIN\nabc\n-----END\"\nPORT=1\nKEY=twice\n".utf8))
        #expect(file.faults.isEmpty)
        #expect(file.values["PORT"] == "1")
    }

    // MARK: With the program

    @Test func `a fault stops the server's commands, and the client's only where it concerns them`() async throws {
        let folder = try TemporaryDirectory()
        let program = Program(home: folder.url, environment: ["TASKFLOW_DATA": ""])
        try await program.serving { _ async throws in
            try dotEnv("LOG_LEVEL=info\nsource ~/.secrets\n", folder)
            for arguments in [
                ["serve"], ["migrate"], ["token", "create", "--worker", "@c"], ["database", "export", "x"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.error == ".env, line 2: no '=' in it: write NAME=value, and # before a comment\n")
                #expect(outcome.code == 2)
            }
            #expect(try await program.run("doctor").output.contains(".env, line 2: no '=' in it"))
            #expect(try await program.run("list").code == 0)
            try dotEnv("TASKFLOW_DATA elsewhere\n", folder)
            let outcome = try await program.run("list")
            #expect(outcome.error.hasPrefix(".env, line 1: no '=' in it"))
            #expect(outcome.code == 2)
        }
    }

    private func dotEnv(_ text: String, _ folder: TemporaryDirectory) throws {
        try Data(text.utf8).write(to: folder.url.appendingPathComponent(".env"))
    }
}
