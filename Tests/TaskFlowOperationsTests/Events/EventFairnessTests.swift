import Synchronization
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowOperations

/// What one listener costs, or leaves unread, is nobody else's affair.
@Suite(.timeLimit(.minutes(5))) struct EventFairnessTests {
    @Test(arguments: Engine.all) func `who reads nothing keeps nobody waiting, and loses nothing`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let idle = IdleReader()
            let subscription = try await stage.subscription(ana, ["include": "task"])
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try? await subscription.run { signal in await idle.take(signal) }
                    idle.end()
                }
                for _ in 0..<5_000 where idle.cursor == nil { try await Task.sleep(for: .milliseconds(1)) }
                let start = try #require(idle.cursor)
                // Each of its events is four hundred thousand bytes of JSON.
                let text = String(repeating: "\u{1}", count: 65_000)
                let id = try await ana.addTask("big", ["description": .string(text)])
                for number in 0..<12 {
                    try await ana.call(UpdateTask.self, ["task_id": id.json, "title": .string("\(number)")])
                }
                let other = try await stage.hearing(ana, lastEventID: start)
                listen(other)
                try await other.hears(count: 13)
                idle.goOn()
                for _ in 0..<10_000 where idle.count < 13 && !idle.hasEnded {
                    try await Task.sleep(for: .milliseconds(1))
                }
                // It was let go, or it goes on at its own pace: nothing is lost either way.
                let again = try await stage.hearing(ana, ["include": "task"], lastEventID: idle.cursor)
                listen(again)
                let missed = Array(other.ids.dropFirst(idle.count))
                try await again.hears(count: missed.count)
                #expect(again.ids == missed)
                group.cancelAll()
            }
        }
    }

    @Test func `that there is more to read is told however much waits`() async throws {
        try await withCrew { crew in
            let credential = try #require(try await crew.worker("@ana").credential)
            var issues = Issues()
            let request = try #require(EventRequest.schema.decode(JSONObject(), into: &issues))
            let listener = EventListener(EventReading(credential, .rest, EventFilter(request, nil)), seeing: "")
            let cursor = EventCursor(epoch: "e", position: 1)
            let json = [UInt8](repeating: 32, count: EventListener.byteLimit)
            let item = EventItem(position: 1, action: "created", json: json)
            listener.tell(.events(EventBatch(items: [item], through: cursor, isLast: false)))
            listener.tell(.behind(cursor))
            listener.tell(.events(EventBatch(items: [item], through: cursor, isLast: true)))
            var told: [Int] = []
            for await signal in listener.signals { told.append(signal.byteCount) }
            // With the batch that had no room the listening ended.
            #expect(told == [EventListener.byteLimit, 0])
        }
    }

    @Test(arguments: Engine.all) func `whoever may see another part of the crew's work is told so`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, listen in
            let (ana, ben) = (try await stage.crew.worker("@ana"), try await stage.crew.worker("@ben"))
            try await ana.call(CreateProject.self, ["slug": "site", "name": "Site"])
            let (steady, moving) = (try await stage.hearing(ana), try await stage.hearing(ben))
            for hearing in [steady, moving] {
                listen(hearing)
                try await hearing.hears("begun")
            }
            try await ana.call(AddMember.self, ["slug": "site", "worker_id": "@ben"])
            try await moving.hears("sight")
            #expect(!steady.others.contains("sight"))
        }
    }
}

/// A client that takes one batch and then reads nothing until it is let go on.
private final class IdleReader: Sendable {
    private struct State {
        var cursor: String?
        var count = 0
        var hasEnded = false
    }

    private let state = Mutex(State())
    private let pause: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    init() { (pause, waker) = AsyncStream.makeStream() }

    var cursor: String? { state.withLock { $0.cursor } }
    var count: Int { state.withLock { $0.count } }
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func goOn() { waker.finish() }
    func end() { state.withLock { $0.hasEnded = true } }

    func take(_ signal: EventSignal) async {
        if case .begun(let cursor) = signal { state.withLock { $0.cursor = cursor.description } }
        guard case .events(let batch) = signal else { return }
        state.withLock { state in
            state.cursor = batch.through.description
            state.count += batch.items.count
        }
        for await _ in pause {}
    }
}
