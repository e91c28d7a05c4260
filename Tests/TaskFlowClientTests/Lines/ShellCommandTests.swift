import Foundation
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// Programs that are run at the caller's terminal.
struct ShellCommandTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// What a line says, and how it ended.
    private func run(_ line: String, reading input: [UInt8]? = nil) throws -> (code: Int32?, words: [String]) {
        let said = folder.path("said")
        let code = ShellCommand(line: "(\(line)) > \"$1\"", arguments: [said]).run(reading: input)
        let words = try String(contentsOfFile: said, encoding: .utf8).split(whereSeparator: \.isWhitespace)
        return (code, words.map(String.init))
    }

    @Test func `its exit code is told, or its signal`() throws {
        #expect(try run("exit 3").code == 3)
        #expect(try run("true").code == 0)
        #expect(ShellCommand(line: "kill -9 $$").run() == 128 + SIGKILL)
        #expect(try run("wc -c", reading: Array(repeating: 0x61, count: 200_000)).words == ["200000"])
    }

    // A terminal stops whoever is in another group and wants to set it up.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat")))
    func `it is in the caller's process group`() throws {
        #expect(try run("cut -d ' ' -f 5 /proc/self/stat").words == ["\(getpgrp())"])
        #expect(try run("cut -d ' ' -f 5 /proc/self/stat", reading: []).words == ["\(getpgrp())"])
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
    func `no signal is held back, and no key ignored`() throws {
        let words = try run("grep -E '^Sig(Blk|Ign):' /proc/self/status").words
        try #require(words.count == 4, "\(words)")
        let ignored = try #require(UInt64(words[3], radix: 16))
        #expect(words[0] == "SigBlk:" && UInt64(words[1], radix: 16) == 0)
        let bits = [SIGINT, SIGQUIT, SIGPIPE].reduce(UInt64(0)) { $0 | 1 << UInt64($1 - 1) }
        #expect(words[2] == "SigIgn:" && ignored & bits == 0)
    }
}
