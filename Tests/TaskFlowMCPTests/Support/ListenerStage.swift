import Synchronization
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// A crew, its feed of changes, and two who may listen.
struct ListenerStage: Sendable {
    let crew: Crew
    let feed: ChangeFeed
    let ada: CrewMember
    let claude: CrewMember

    /// Listens while the body runs.
    func listen(
        _ member: CrewMember, id: JSON = 1, _ notifications: JSONObject,
        _ body: @escaping @Sendable (Heard) async throws -> Void
    ) async throws {
        let params: JSONObject = ["notifications": .object(notifications)]
        let message = TestEra.modern.request("subscriptions/listen", params, id: id)
        guard case .stream(let stream) = try await Door(member, feed).send(message) else { throw NoReply() }
        let heard = Heard()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await stream.run { heard.add($0) } }
            try await body(heard)
            group.cancelAll()
        }
    }
}

/// The messages of a stream as they come.
final class Heard: Sendable {
    private let messages = Mutex<[JSON]>([])

    var all: [JSON] { messages.withLock { $0 } }

    func add(_ message: JSON) { messages.withLock { $0.append(message) } }

    /// Waits for a message. One second is promised; this waits for two.
    func message(_ index: Int) async throws -> JSON {
        for _ in 0..<2000 where all.count <= index { try await Task.sleep(for: .milliseconds(1)) }
        return try #require(all.indices.contains(index) ? all[index] : nil, "\(all)")
    }
}
