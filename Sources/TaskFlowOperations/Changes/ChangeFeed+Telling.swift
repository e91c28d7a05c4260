internal import ServiceLifecycle
internal import TaskFlowDomain
internal import TaskFlowStorage

extension ChangeFeed {
    /// Reads what is new to the end and tells it.
    func readOn() async {
        while let tracker {
            let page = await patiently { database throws(TaskFlowError) in
                try await database.read { tx throws(TaskFlowError) in try ChangeLog.page(tracker, in: tx) }
            }
            guard let page else { return }
            let (news, listeners) = take(page)
            if !news.isEmpty { await tell(news, to: listeners) }
            if page.count < ChangeLog.pageSize { return }
        }
    }

    private func tell(_ news: [Change], to listeners: [ChangeListener]) async {
        let showings = listeners.compactMap { showing(news, to: $0) }
        // A few at a time: a reader thread is not held for long, however many listen.
        for start in stride(from: 0, to: showings.count, by: 50) {
            let some = Array(showings[start..<min(start + 50, showings.count)])
            let shown = await patiently { [authenticator] database throws(TaskFlowError) in
                try await database.read { tx throws(TaskFlowError) in
                    var shown: [ChangeShowing.Outcome] = []
                    for showing in some { shown.append(try showing.outcome(authenticator, in: tx)) }
                    return shown
                }
            }
            for outcome in shown ?? [] { outcome.tell() }
        }
    }

    private func showing(_ news: [Change], to listener: ChangeListener) -> ChangeShowing? {
        let own = news.filter { $0.tenant == listener.tenant }
        let wanted = own.filter(listener.isWanted)
        if wanted.isEmpty && !own.contains(where: \.touchesAccess) { return nil }
        return ChangeShowing(listener: listener, changes: wanted, sight: listener.sight.without(removalsIn: own))
    }

    /// Tries until it succeeds: what was taken from the log must be told. Nil when the server is to stop.
    private func patiently<T>(
        _ body: (any Database) async throws(TaskFlowError) -> T
    ) async -> T? {
        while !Task.isCancelled && !Task.isShuttingDownGracefully && isHeard {
            do throws(TaskFlowError) { return try await body(database) } catch {
                try? await Task.sleep(for: .milliseconds(250))
            }
        }
        return nil
    }
}
