import Foundation
import Testing

@testable import TaskFlowClient

struct LineTests {
    @Test func `lines come whole whatever the pieces`() {
        let text = "one\r\n\n  \ntwo\nthree"
        for size in 1...text.utf8.count {
            var splitter = LineSplitter()
            var lines: [InputLine] = []
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                lines += splitter.add(bytes[start..<min(start + size, bytes.count)])
            }
            if let line = splitter.end() { lines.append(line) }
            #expect(lines == ["one", "two", "three"].map { .text(Array($0.utf8)) })
        }
    }

    @Test func `a line that is too long is thrown away, and the next one is read`() {
        var splitter = LineSplitter()
        var lines: [InputLine] = []
        for _ in 0..<5 { lines += splitter.add(Array(repeating: UInt8(ascii: "x"), count: 1 << 20)) }
        lines += splitter.add(Array("\nok\n".utf8))
        #expect(lines == [.tooLong, .text(Array("ok".utf8))])
    }

    @Test func `a pipe is read to its end`() async throws {
        let pipe = Pipe()
        let input = StandardInput(pipe.fileHandleForReading.fileDescriptor)
        try pipe.fileHandleForWriting.write(contentsOf: Data((1...100).map { "\($0)\n" }.joined().utf8))
        try pipe.fileHandleForWriting.close()
        var lines: [InputLine] = []
        for await line in input.lines {
            lines.append(line)
            input.took()
        }
        #expect(lines == (1...100).map { .text(Array("\($0)".utf8)) })
        withExtendedLifetime(pipe) {}
    }

    @Test func `events are read whatever the pieces`() {
        let text = ": comment\n\ndata\n\ndata: a\r\ndata:b\r\n\r\nevent: x\nid: 3\n\ndata:  c\rdatax: no\r\rdata: lost"
        let bytes = Array(text.utf8)
        for size in 1...bytes.count {
            var parser = EventStreamParser()
            var events: [EventStreamParser.Event] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                events += parser.add(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(events.map { String(decoding: $0.data, as: UTF8.self) } == ["", "a\nb", " c"])
            #expect(events.map(\.name) == ["message", "message", "message"] && parser.lastID == "3")
        }
    }
}
