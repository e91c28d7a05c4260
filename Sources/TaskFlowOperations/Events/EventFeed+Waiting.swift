internal import TaskFlowDomain
internal import TaskFlowStorage

extension EventFeed {
    /// Waits for the first events of a call that found none, and renews the caller's leases meanwhile.
    ///
    /// - Returns: The news; without events when the time is over, the caller is gone or the server stops.
    /// - Throws: `rate_limited` when the worker has too many streams and waits; `unauthenticated` or `insufficient_scope` when
    ///   the credential is good no longer.
    func wait(_ call: WaitingCall<WaitForChanges>) async throws(TaskFlowError) -> Performed<EventNews> {
        let (news, actor) = (call.first.output, call.first.actor)
        let keeper = LeaseKeeper(self, call.credential, actor.origin, news.listening.leases)
        guard call.patience > .zero else {
            await keeper.renew()
            return call.first
        }
        do throws(TaskFlowError) {
            let outcome = try await listen(call, beside: keeper)
            return call.answered(try await news.followed(by: outcome, call.credential, actor, self))
        } catch { throw error.by(actor, call.first.quota) }
    }

    private func listen(
        _ call: WaitingCall<WaitForChanges>, beside keeper: LeaseKeeper
    ) async throws(TaskFlowError) -> FirstEvents.Outcome {
        let (news, actor) = (call.first.output, call.first.actor)
        let seat = try takeSeat(Seat(actor))
        let subscription = EventSubscription(
            feed: self, reading: EventReading(call.credential, actor.origin.via, news.listening.filter),
            start: .behind(news.cursor), seat: seat, worker: Seat(actor), sight: news.listening.sight)
        let outcome = await withTaskGroup(of: Result<FirstEvents.Outcome, TaskFlowError>?.self) { group in
            group.addTask { await FirstEvents(of: subscription, behind: news.cursor).wait(for: call.patience) }
            group.addTask {
                await keeper.run()
                return nil
            }
            var outcome: Result<FirstEvents.Outcome, TaskFlowError>?
            while outcome == nil, let next = await group.next() { outcome = next }
            group.cancelAll()
            return outcome
        }
        return try outcome?.get() ?? .nothing(news.cursor)
    }
}

extension EventNews {
    /// The answer to a call that was to wait.
    fileprivate func followed(
        by outcome: FirstEvents.Outcome, _ credential: Credential, _ actor: Actor, _ feed: EventFeed
    ) async throws(TaskFlowError) -> EventNews {
        switch outcome {
        case .events(let batch):
            return EventNews(items: batch.items, cursor: batch.through, ending: .events, listening: listening)
        case .reset(let cursor): return EventNews(items: [], cursor: cursor, ending: .reset, listening: listening)
        case .nothing(let cursor): return EventNews(items: [], cursor: cursor, ending: .timedOut, listening: listening)
        case .expired:
            let reading = EventReading(credential, actor.origin.via, listening.filter)
            let authenticator = feed.authenticator
            try await feed.database.read { tx throws(TaskFlowError) in
                try reading.demandStanding(authenticator, in: tx)
            }
            throw Authenticator.badCredential
        }
    }
}

/// Renews the leases of a caller who waits.
private struct LeaseKeeper: Sendable {
    private let feed: EventFeed
    private let credential: Credential
    private let origin: Origin
    private let leases: HeldLeases?

    init(_ feed: EventFeed, _ credential: Credential, _ origin: Origin, _ leases: HeldLeases?) {
        (self.feed, self.credential, self.origin, self.leases) = (feed, credential, origin, leases)
    }

    /// Renews until it is cancelled.
    func run() async {
        guard let leases else { return }
        if leases.isDue { await renew() }
        while (try? await Task.sleep(for: leases.pause)) != nil { await renew() }
    }

    /// A wait is answered also where a lease could not be renewed: the next renewal may succeed, and else it runs out as it would
    /// without any.
    func renew() async {
        guard let leases else { return }
        let (authenticator, credential, origin) = (feed.authenticator, credential, origin)
        try? await feed.database.write { tx throws(TaskFlowError) in
            let actor = try authenticator.caller(credential, origin, isWriting: true, in: tx).actor
            try leases.renew(as: actor, in: tx)
        }
    }
}
