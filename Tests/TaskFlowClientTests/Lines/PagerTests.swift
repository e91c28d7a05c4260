import Foundation
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// What is longer than the screen, and who shows it.
struct PagerTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        // As the program does when it starts: some of these pagers read nothing.
        signal(SIGPIPE, SIG_IGN)
    }

    /// What the command itself printed.
    private func printed(_ text: String, by pager: String, isPlain: Bool = false) -> String {
        var terminal = Terminal.screen(80)
        terminal.height = 5
        let recorded = RecordedConsole()
        var console = recorded.console(terminal)
        console.pager = pager
        Pager.print(text, to: console, isPlain: isPlain)
        return recorded.output
    }

    @Test func `a pager shows what is long`() throws {
        let shown = folder.path("shown")
        let text = Array(repeating: "A line", count: 20_000).joined(separator: "\n")
        #expect(printed(text, by: "tee '\(shown)' > /dev/null") == "")
        #expect(try String(contentsOfFile: shown, encoding: .utf8) == text + "\n")
        #expect(printed("short", by: "tee '\(shown)'") == "short\n")
        #expect(printed(text, by: "tee '\(shown)'", isPlain: true) == text + "\n")
    }

    @Test(arguments: ["/no/such/pager", "no-such-pager-at-all", "/etc", "sh -c 'exit 127'"])
    func `a pager that cannot be run loses nothing`(pager: String) {
        let text = "1\n2\n3\n4\n5\n6"
        #expect(printed(text, by: pager) == text + "\n")
    }

    @Test func `how a pager ends is its own affair`() {
        #expect(printed("1\n2\n3\n4\n5\n6", by: "cat > /dev/null; exit 3") == "")
    }
}
