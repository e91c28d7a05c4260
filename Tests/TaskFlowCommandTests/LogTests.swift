import Logging
import Synchronization
import TaskFlowSchema
import Testing

@testable import taskflow

/// Log lines.
struct LogTests {
    @Test func jsonLinesKeepTypesAndOrder() throws {
        let line = record { write in LineLogHandler(format: .json, logLevel: .info, write: write) }
        #expect(line.hasSuffix("}\n"))
        let json = try JSONParser.parse(line.utf8)
        #expect(json.objectValue?.members.map(\.name) == ["timestamp", "level", "message", "actor", "status"])
        #expect(json["status"] == 200)
        #expect(json["actor"] == "@a\n\u{1B}")
    }

    @Test func textLinesCannotBeForged() {
        let line = record { write in LineLogHandler(format: .text, logLevel: .info, write: write) }
        #expect(line.hasSuffix(" WARNING said actor=@a\\u{a}\\u{1b} status=200\n"))
        #expect(line.filter { $0 == "\n" }.count == 1)
    }

    private func record(_ make: @Sendable (@escaping @Sendable (String) -> Void) -> any LogHandler) -> String {
        let lines = LineRecorder()
        let handler = make { lines.add($0) }
        var logger = Logger(label: "test") { _ in handler }
        logger[metadataKey: "actor"] = "@a\n\u{1B}"
        logger.debug("not said")
        logger.warning("said", metadata: ["status": .stringConvertible(200)])
        return lines.text
    }
}

private final class LineRecorder: Sendable {
    private let lines = Mutex("")

    var text: String { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0 += line } }
}
