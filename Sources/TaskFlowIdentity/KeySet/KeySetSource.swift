package import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import TaskFlowDomain

/// The SSO's keys, kept fresh behind the calls. It must run as a service before keys can be had; until then, and while the
/// SSO cannot be reached and no keys are known, calls are told to come again.
package final class KeySetSource: Service {
    private struct Waiting {
        var machine = KeySetMachine()
        var calls: [CheckedContinuation<Void, Never>] = []
        var isClosed = false
    }

    private let fetcher: any KeySetFetcher
    private let log: KeySetLog
    private let now: @Sendable () -> Duration
    private let state = Mutex(Waiting())
    /// A copy of the machine's, which what was proved before is compared with on every call.
    private let generation = Atomic(1)
    private let wake: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    /// - Parameter address: Where the key set is published.
    package convenience init(address: KeySetAddress, logger: Logger) {
        let start = ContinuousClock.now
        self.init(HTTPKeySetFetcher(address: address), logger) { ContinuousClock.now - start }
    }

    init(_ fetcher: any KeySetFetcher, _ logger: Logger, now: @escaping @Sendable () -> Duration) {
        self.fetcher = fetcher
        self.now = now
        log = KeySetLog(logger)
        (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Whether there are keys to verify with.
    package var isReady: Bool { state.withLock { $0.machine.isReady } }

    /// Changes when keys come, go or change.
    var currentGeneration: Int { generation.load(ordering: .acquiring) }

    /// A key by its id, `nil` when the SSO does not have it. An id that is not known has the keys fetched, now and then.
    ///
    /// - Throws: ``ErrorCode/unavailable`` while that cannot be told.
    func key(_ keyID: [UInt8]) async throws(TaskFlowError) -> (key: VerificationKey, generation: Int)? {
        var since: Int?
        while true {
            let (answer, begun) = state.withLock { state in
                (state.machine.lookUp(keyID, since: since, at: now()), state.machine.begun)
            }
            switch answer {
            case .known(let key, let generation): return (key, generation)
            case .unknown: return nil
            case .unavailable(let seconds): throw Self.unavailable(seconds)
            case .wait: if await !fetchEnded() { throw Self.unavailable(1) }
            }
            since = since ?? begun
        }
    }

    /// A key that is known already: nothing is fetched on the account of those who guess.
    ///
    /// - Throws: ``ErrorCode/unavailable`` while no keys are known at all.
    func knownKey(_ keyID: [UInt8]) throws(TaskFlowError) -> (key: VerificationKey, generation: Int)? {
        switch state.withLock({ $0.machine.known(keyID, at: now()) }) {
        case .known(let key, let generation): return (key, generation)
        case .unavailable(let seconds): throw Self.unavailable(seconds)
        case .unknown, .wait: return nil
        }
    }

    /// Waits until a fetch has ended; false when none ever will.
    private func fetchEnded() async -> Bool {
        await withCheckedContinuation { continuation in
            let isAdmitted = state.withLock { state in
                // The fetch may have ended since the machine was asked; then there is nothing to wait for.
                guard !state.isClosed, state.machine.isPending else { return false }
                state.calls.append(continuation)
                return true
            }
            if isAdmitted { waker.yield() } else { continuation.resume() }
        }
        return !state.withLock { $0.isClosed }
    }

    private static func unavailable(_ seconds: Int) -> TaskFlowError {
        .unavailable(
            "The sign-in service cannot be asked for its keys now: try again", cause: "no key set",
            retryAfter: seconds)
    }

    /// Serves fetches until the service group shuts down; whoever waits then is let go.
    package func run() async throws {
        await withTaskGroup { group in
            group.addTask { await self.tick() }
            waker.yield()
            for await _ in wake.cancelOnGracefulShutdown() { await fetchIfDue() }
            group.cancelAll()
        }
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.calls = [] }
            return state.calls
        }
        for call in waiting { call.resume() }
    }

    private func tick() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil { waker.yield() }
    }

    private func fetchIfDue() async {
        let isDue = state.withLock { state in
            let isDue = state.machine.isDue(at: now())
            if isDue { state.machine.fetchBegan() }
            generation.store(state.machine.generation, ordering: .releasing)
            return isDue
        }
        if !isDue { return }
        let result = await fetched()
        let waiting = state.withLock { state in
            switch result {
            case .success(let set): state.machine.fetchSucceeded(set, at: now())
            case .failure: state.machine.fetchFailed(jitter: .random(in: 0...1), at: now())
            }
            generation.store(state.machine.generation, ordering: .releasing)
            defer { state.calls = [] }
            return state.calls
        }
        log.note(result)
        for call in waiting { call.resume() }
    }

    private func fetched() async -> Result<KeySet, KeySetFault> {
        do throws(KeySetFault) { return .success(try KeySet(try await fetcher.fetch())) } catch {
            return .failure(error)
        }
    }
}

/// Gets the SSO's key set as it is published.
protocol KeySetFetcher: Sendable {
    func fetch() async throws(KeySetFault) -> [UInt8]
}
