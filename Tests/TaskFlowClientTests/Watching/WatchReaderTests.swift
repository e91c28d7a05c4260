import Synchronization
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

@Suite struct WatchReaderTests {
    private let entry = """
        {"id":7,"entity_type":"task","entity_id":"3","actor_id":"@claude","action":"key_created","via":"mcp",\
        "timestamp":"2026-11-26T12:03:04.120Z","context":{},"task":{"title":"Write\\u001b[2J"}}
        """

    @Test func `a line for an event, made safe, and the cursor to go on from`() {
        let output = Mutex("")
        let console = Console(
            terminal: .current(environment: [:]),
            writeOutput: { bytes in
                output.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }, writeError: { _ in }, readLine: { nil })
        var reader = WatchReader(console: console, isJSON: false)
        reader.begin()
        reader.take("id: ab.6\n\nevent: key_created\nid: ab.7\ndata: \(entry)\n\n".utf8)
        #expect(reader.cursor == "ab.7" && !reader.isExpired)
        let line = output.withLock { $0 }
        #expect(line.hasPrefix("12:03:04  @claude key created task 3 Write") && line.hasSuffix("(mcp)\n"))
        #expect(!line.contains("\u{1B}"))
        reader.take("event: auth_expired\ndata: {}\n\n".utf8)
        #expect(reader.isExpired && output.withLock { $0 } == line)
    }

    @Test func `with json the data goes through as it is`() {
        let output = Mutex<[UInt8]>([])
        let console = Console(
            terminal: .current(environment: [:]), writeOutput: { bytes in output.withLock { $0 += bytes } },
            writeError: { _ in }, readLine: { nil })
        var reader = WatchReader(console: console, isJSON: true)
        reader.take("event: x\ndata: \(entry)\n\n".utf8)
        #expect(output.withLock { $0 } == Array((entry + "\n").utf8))
    }
}
