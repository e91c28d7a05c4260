import Foundation
import NIOCore
import TaskFlowSchema
import Testing

/// Reads a stream of server-sent events as it comes.
actor EventReader {
    private var text = ""
    private(set) var comments = 0
    private var iterator: AsyncStream<String>.Iterator

    private init(_ pieces: AsyncStream<String>) { iterator = pieces.makeAsyncIterator() }

    /// Posts a message and reads what comes, until the body has seen enough: then it hangs up.
    static func run(
        _ server: TestServer, _ message: (JSON, headers: [String]), key: String? = nil,
        _ body: @escaping @Sendable (EventReader) async throws -> Void
    ) async throws {
        let content = message.0.text
        let lines =
            [
                "POST /mcp HTTP/1.1", "Host: tasks.test:8000", MCPWire.accept, "Content-Type: application/json",
                "Authorization: Bearer \(key ?? server.claude)", "Content-Length: \(content.utf8.count)",
            ] + message.headers
        let channel = try await Wire.connect(server.port)
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n" + content))
            let (pieces, sink) = AsyncStream.makeStream(of: String.self)
            let reader = EventReader(pieces)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do { for try await piece in inbound { sink.yield(String(buffer: piece)) } } catch {}
                    sink.finish()
                }
                try await body(reader)
                group.cancelAll()
            }
        }
    }

    /// The status line and the headers.
    func head() async throws -> String { try #require(try await block(endingIn: "\r\n\r\n")) }

    /// The next event's message; comments are counted on the way.
    func event() async throws -> JSON {
        while let block = try await block(endingIn: "\n\n") {
            if let data = block.split(separator: "\n").first(where: { $0.hasPrefix("data: ") }) {
                #expect(block.contains("event: message\n"))
                return try JSONParser.parse(data.dropFirst(6).utf8)
            }
            comments += block.contains(":") ? 1 : 0
        }
        throw StreamEnded()
    }

    /// Whether nothing comes any more but the end of the body: its last, empty chunk.
    func isAtEnd() async throws -> Bool {
        while !text.hasSuffix("0\r\n\r\n") { guard try await more() else { return false } }
        return !text.contains("data:")
    }

    private func block(endingIn mark: String) async throws -> String? {
        while true {
            if let end = text.range(of: mark) {
                let block = String(text[..<end.lowerBound]) + "\n"
                text = String(text[end.upperBound...])
                return block
            }
            guard try await more() else { return nil }
        }
    }

    private func more() async throws -> Bool {
        // Taken out and put back: the actor may not lend a part of itself while it waits.
        var pieces = iterator
        let next = await pieces.next(isolation: self)
        iterator = pieces
        guard let piece = next else { return false }
        text += piece
        return true
    }
}

struct StreamEnded: Error {}
