import Foundation
import TaskFlowTestSupport
import Testing

/// What becomes of results that cannot be written: on a full disk the command fails, where the reader has gone it ends quietly.
struct FullOutputTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) func `a full disk is told`() async throws {
        try await program.serving { _ async throws in
            #expect(try await program.run("add", "A task").code == 0)
            for arguments in [
                ["list"], ["list", "--json"], ["show", "1"], ["audit"], ["--help"], ["list", "--help"], ["--version"],
                ["serve", "--help"], ["completion", "zsh"], ["doctor"], ["doctor", "--json"], ["migrate"], ["logout"],
                ["mcp", "--print-config", "claude"], ["worker", "add", "@w"], ["backup", "b.db"],
            ] {
                let outcome = try await shell(arguments, "> /dev/full")
                #expect(outcome.code == 1, "\(arguments)")
                let last = outcome.error.split(separator: "\n").last
                #expect(last == "Cannot write the output: No space left on device", "\(arguments): \(outcome.error)")
            }
            let key = try await shell(["token", "create", "--worker", "@c"], "> /dev/full")
            #expect(key.code == 1)
            #expect(
                key.error.hasSuffix(
                    "No space left on device. The key that was made is lost: revoke it and make another\n"))
            let export = try await shell(["database", "export", "-"], "> /dev/full")
            #expect(export.code == 1)
            #expect(export.error == "Cannot write the export: No space left on device\n")
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func `a bridge whose answers nobody gets ends`() async throws {
        try await program.serving { _ async throws in
            let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
            // Its input stays open for longer than anybody waits.
            let outcome = try await shell(["mcp"], "> /dev/full", input: "(echo '\(ping)'; exec sleep 20 >&-)")
            #expect(outcome.code == 1)
            #expect(outcome.error.hasSuffix("Cannot write the output: No space left on device\n"))
        }
    }

    @Test func `a server serves on without its output`() async throws {
        let pipe = Pipe()
        let process = try RunningProgram(["serve", "--port", "0"], program, input: pipe)
        try await process.waitForLink()
        process.signal(SIGTERM)
        #expect(await process.ended() == 0)
        let outcome = try await shell(
            ["serve", "--port", "0", "--log-format", "text"],
            // It is told to stop once it has said so, however long its start takes.
            """
            >&- 2> said & tries=0; until grep -q "could not be written" said || [ $tries -ge 300 ]; \
            do sleep 0.2; tries=$((tries + 1)); done; kill $!; wait $!; code=$?; cat said >&2; exit $code
            """)
        #expect(outcome.code == 0)
        #expect(outcome.error.contains("The address could not be written to the output"))
    }

    @Test func `a closed output is no file of another's`() async throws {
        #expect(try await program.run("migrate").code == 0)
        let outcome = try await shell(["token", "create", "--worker", "@c"], ">&- 2> words")
        #expect(outcome.code == 1)
        #expect(
            try String(contentsOf: folder.url.appendingPathComponent("words"), encoding: .utf8).contains(
                "Bad file descriptor"))
        #expect(try await program.run("doctor").code == 0)
    }

    @Test(arguments: [
        ["list"], ["list", "--json"], ["--help"], ["completion", "bash"], ["token", "create", "--worker", "@c"],
        ["doctor"],
        ["database", "export", "-"],
    ])
    func `a reader who goes away ends it quietly`(arguments: [String]) async throws {
        try await program.serving { _ async throws in
            // The reader has gone before anything is written.
            let outcome = try await shell(arguments, "", output: "| (exec <&-; sleep 1)", input: "sleep 0.2")
            #expect(!outcome.error.contains("annot write"), "\(outcome.error)")
            #expect(outcome.error.split(separator: "\n").count <= 1)
        }
    }

    @Test func `a snippet goes into a client's file alone`() async throws {
        for (client, flags) in [("claude", []), ("claude", ["--stdio"]), ("cursor", []), ("vscode", ["--stdio"])] {
            let outcome = try await shell(["mcp", "--print-config", client] + flags, "> snippet.json")
            #expect(outcome.code == 0)
            #expect(outcome.error.contains("taskflow token create --worker @\(client)\n"))
            let data = try Data(contentsOf: folder.url.appendingPathComponent("snippet.json"))
            #expect(try JSONSerialization.jsonObject(with: data) is [String: Any])
        }
    }

    /// Runs the program by a shell, for what only a shell can do with its streams.
    private func shell(
        _ arguments: [String], _ redirection: String, output: String = "", input: String? = nil
    ) async throws -> Program.Outcome {
        let words = ([Program.executable.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        let line = "\(input.map { "\($0) | " } ?? "")\(words) \(redirection) \(output)"
        let process = try RunningProgram(["-c", line], program, executable: "/bin/sh")
        let code = await process.ended()
        return Program.Outcome(code: code, output: process.output, error: process.error)
    }
}
