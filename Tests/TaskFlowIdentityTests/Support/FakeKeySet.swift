import Logging
import ServiceLifecycle
import Synchronization
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowTestSupport

@testable import TaskFlowIdentity

/// Keys that come as a test says, without a socket.
final class FakeKeySet: KeySetFetcher {
    private let state = Mutex<(answer: Result<[UInt8], KeySetFault>, fetches: Int)>((.failure(.timeout), 0))
    private let pause: Duration

    init(pause: Duration = .zero) { self.pause = pause }

    var fetches: Int { state.withLock { $0.fetches } }

    func publish(_ mints: [TokenMint]) {
        state.withLock { $0.answer = .success(TokenMint.keySet(mints).bytes) }
    }

    func fail() { state.withLock { $0.answer = .failure(.timeout) } }

    func fetch() async throws(KeySetFault) -> [UInt8] {
        let answer = state.withLock { state in
            state.fetches += 1
            return state.answer
        }
        try? await Task.sleep(for: pause)
        return try answer.get()
    }
}

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    private let offset = Mutex(Duration.zero)
    private let start = Timestamp.now()

    func advance(by duration: Duration) { offset.withLock { $0 += duration } }

    /// Time for the key set.
    @Sendable func now() -> Duration { offset.withLock { $0 } }

    /// The same time for tokens.
    @Sendable func date() -> Timestamp { start.adding(seconds: Int(now().components.seconds)) }
}

/// A verifier with its key source running, while the body runs.
func withVerifier(
    _ keys: FakeKeySet, clock: TestClock = TestClock(), rules: TokenRules = TestMints.rules,
    _ body: @escaping @Sendable (TokenVerifier, KeySetSource) async throws -> Void
) async throws {
    var logger = Logger(label: "keys")
    logger.logLevel = .critical
    let source = KeySetSource(keys, logger, now: clock.now)
    let verifier = TokenVerifier(rules: rules, keys: source, now: clock.date)
    try await withThrowingTaskGroup { group in
        group.addTask { try await source.run() }
        group.addTask { try await body(verifier, source) }
        try await group.next()
        group.cancelAll()
    }
}
