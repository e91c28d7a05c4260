internal import ServiceLifecycle
internal import Synchronization
internal import TaskFlowDomain

/// The fetches, behind the calls that wait for them.
extension KeySource {
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

    private func fetched() async -> Result<KeySet, KeyFetchFault> {
        do throws(KeyFetchFault) { return .success(try KeySet(try await fetcher.fetch())) } catch {
            return .failure(error)
        }
    }
}
