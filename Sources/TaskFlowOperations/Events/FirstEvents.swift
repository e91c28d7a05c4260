internal import TaskFlowDomain

/// Listens until the first events come, and no longer.
struct FirstEvents: Sendable {
    /// What came first.
    enum Outcome: Sendable {
        case events(EventBatch)
        case reset(EventCursor)
        /// The credential is good no longer.
        case expired
        /// None came; there is none up to the cursor.
        case nothing(EventCursor)
    }

    private struct Enough: Error {}

    private let subscription: EventSubscription
    private let start: EventCursor

    init(of subscription: EventSubscription, behind cursor: EventCursor) {
        self.subscription = subscription
        start = cursor
    }

    /// Waits until there is something, the time is over, or the server stops. Cancelled, it ends at once.
    func wait(for patience: Duration) async -> Result<Outcome, TaskFlowError> {
        let heard = await withTaskGroup(of: Result<Outcome, TaskFlowError>?.self) { group in
            group.addTask { await listen() }
            group.addTask {
                try? await Task.sleep(for: patience)
                return nil
            }
            var heard = await group.next() ?? nil
            group.cancelAll()
            while heard == nil, let next = await group.next() { heard = next }
            return heard ?? .success(.nothing(start))
        }
        guard case .success(.nothing(let cursor)) = heard, !Task.isCancelled else { return heard }
        // What a filter left out is passed over by one last look, which may find what has just come.
        do throws(TaskFlowError) { return .success(try await subscription.look(behind: cursor)) } catch {
            return .failure(error)
        }
    }

    private func listen() async -> Result<Outcome, TaskFlowError> {
        var outcome = Outcome.nothing(start)
        do {
            try await subscription.run { signal in
                outcome = Outcome(signal)
                if case .nothing = outcome { return }
                throw Enough()
            }
        } catch is Enough, is CancellationError {
        } catch {
            return .failure((error as? TaskFlowError) ?? .internal("\(error)"))
        }
        return .success(outcome)
    }
}

extension FirstEvents.Outcome {
    fileprivate init(_ signal: EventSignal) {
        switch signal {
        case .events(let batch): self = .events(batch)
        case .reset(let cursor): self = .reset(cursor)
        case .expired: self = .expired
        case .begun(let cursor), .idle(let cursor), .sight(let cursor), .behind(let cursor): self = .nothing(cursor)
        }
    }
}
