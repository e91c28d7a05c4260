import HTTPTypes
import NIOCore
import ServiceLifecycle
import TaskFlowDomain
import TaskFlowHTTP
import Testing

/// Event streams of any kind, over a door that serves nothing else.
@Suite("Event streams", .timeLimit(.minutes(5)))
struct EventStreamTests {
    @Test("frames go out as they were made, then comments while there is nothing to say")
    func frames() async throws {
        try await EventDoor.run { door async throws in
            try await door.read("/ticks") { text, _ in
                guard text.contains(":\n\n") else { return false }
                #expect(text.contains("Content-Type: text/event-stream\r\n"))
                #expect(text.contains("event: first\nid: 1\ndata: a\ndata: b\n\n"))
                #expect(text.contains("id: 2\nretry: 500\ndata: c\n\n"))
                return true
            }
        }
    }

    @Test("a client that hangs up ends the source")
    func hangUp() async throws {
        try await EventDoor.run { door async throws in
            try await door.read("/ticks") { text, _ in text.contains("id: 2") }
            #expect(await door.nextEnd())
        }
    }

    @Test("a shutdown ends the source and, whole, the stream")
    func drain() async throws {
        try await EventDoor.run { door async throws in
            try await door.read("/ticks") { text, isAtEnd in
                if text.contains("id: 2") { await door.group.triggerGracefulShutdown() }
                if isAtEnd { #expect(text.hasSuffix("0\r\n\r\n")) }
                return isAtEnd || text.hasSuffix("0\r\n\r\n")
            }
            #expect(await door.nextEnd())
        }
    }

    @Test("who leaves too many frames unread is cut off")
    func backlog() async throws {
        try await EventDoor.run { door async throws in
            try await door.read("/flood") { text, isAtEnd in
                if isAtEnd { #expect(!text.hasSuffix("0\r\n\r\n")) }
                return isAtEnd
            }
            #expect(await door.nextEnd())
        }
    }
}

/// A door that serves streams of events.
private struct EventDoor: Sendable {
    let port: Int
    let group: ServiceGroup
    private let ends: AsyncStream<Void>

    static func run(_ body: @escaping @Sendable (EventDoor) async throws -> Void) async throws {
        let (ports, started) = AsyncStream.makeStream(of: Int.self)
        let (ends, ended) = AsyncStream.makeStream(of: Void.self)
        var settings = HTTPSettings(port: 0)
        settings.limits.commentSeconds = 1
        let logger = LogLines().logger
        let door = HTTPDoor(
            settings: settings, mounts: [Streams(ended: ended)], credentials: TestCredentials(),
            sessions: NoSessions(), callsPerMinute: nil, logger: logger, onRunning: { started.yield($0) })
        let group = ServiceGroup(configuration: .init(services: door.services(), logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports.prefix(1) { try await body(EventDoor(port: port, group: group, ends: ends)) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Asks for a stream and reads it until the body has seen enough or the server ends the connection.
    func read(
        _ path: String, _ body: @escaping @Sendable (_ text: String, _ isAtEnd: Bool) async throws -> Bool
    ) async throws {
        let channel = try await Wire.connect(port)
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n"))
            var text = ""
            do {
                for try await piece in inbound {
                    text += String(buffer: piece)
                    if try await body(text, false) { return }
                }
            } catch is IOError {}
            _ = try await body(text, true)
        }
    }

    /// Waits until a source has ended.
    func nextEnd() async -> Bool {
        for await _ in ends { return true }
        return false
    }
}

private struct Streams: Mount {
    let ended: AsyncStream<Void>.Continuation

    func addRoutes(to routes: inout RouteTree, _ door: DoorParts) {
        let ended = ended
        routes.add(
            .get, "/ticks",
            Streaming(door: door) { send in
                defer { ended.yield() }
                try send(EventFrame(event: "first", id: "1", data: "a\nb"))
                try send(EventFrame(id: "2", data: "c", retry: 500))
                try await Task.sleep(for: .seconds(600))
            })
        routes.add(
            .get, "/flood",
            Streaming(door: door) { send in
                defer { ended.yield() }
                while true { try send(EventFrame(data: "x")) }
            })
    }
}

private struct Streaming: Endpoint {
    let door: DoorParts
    let source: EventStream.Source

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer { Answer(EventStream(to: call, door, source)) }
}

private struct NoSessions: SessionReader {
    func live(of cookies: [String]) async throws(TaskFlowError) -> String? { nil }
    func credential(cookie: String) -> Credential { .session(hash: "") }
}
