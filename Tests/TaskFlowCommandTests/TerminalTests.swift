import Foundation
import TaskFlowTestSupport
import Testing

/// What `taskflow serve` says to a person at a terminal.
struct TerminalTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func threeLinesOnATerminal() async throws {
        let terminal = try PseudoTerminal()
        let server = try RunningProgram(["serve", "--port", "0"], program, terminal: terminal)
        let lines = try await terminal.lines(3, while: { !server.hasEnded })
        let place = try #require(lines.first?.firstMatch(of: #/serves (http://127\.0\.0\.1:[0-9]+)/ /#)?.output.1)
        #expect(lines[0].contains(#/^TaskFlow \d+\.\d+\.\d+ serves /#))
        #expect(lines[0].hasSuffix(" serves \(place)/ and its API at \(place)/api"))
        let link = try #require(
            lines[1].firstMatch(of: ##/^Sign in: open (\S+/#login=[\w-]{43}) \(good once/##)?.output.1)
        #expect(link.hasPrefix("\(place)/#login="))
        #expect(lines[2] == "Stop:    Ctrl-C")
        #expect(try await program.run("list").code == 0)
        // As a person does it, by the terminal's own key.
        try terminal.type("\u{3}")
        #expect(await server.ended() == 0)
        let rest = terminal.text.split(separator: "\r\n").dropFirst(3)
        #expect(rest.count == 1 && rest.last?.contains("NOTICE  Shutting down") == true, "\(rest)")
    }

    @Test func oneLineElsewhere() async throws {
        try await program.serving { server async throws in
            #expect(
                server.output.split(separator: "\n").count == 1 && server.output.hasPrefix("Open http://127.0.0.1:"))
        }
    }
}
