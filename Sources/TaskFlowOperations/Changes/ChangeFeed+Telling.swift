internal import TaskFlowDomain
internal import TaskFlowStorage

extension ChangeFeed {
    /// Reads what is new to the end and tells it.
    func readOn() async {
        while let tracker {
            let read = await patiently { database throws(TaskFlowError) in
                try await database.read { tx throws(TaskFlowError) in try ChangeLog.page(tracker, in: tx) }
            }
            guard case .success(let page)? = read else { return }
            let (news, listeners) = take(page)
            log.note(news)
            if !news.isEmpty { await tell(news, to: listeners) }
            if page.count < ChangeLog.pageSize { return }
        }
    }

    private func tell(_ news: [Change], to listeners: [ChangeListener]) async {
        let showings = listeners.compactMap { showing(news, to: $0) }
        // A few at a time: a reader thread is not held for long, however many listen.
        for some in showings.chunks(of: 50) { await show(Array(some)) }
    }

    /// Looks at those who listen, together. Where one of them cannot be looked at, each is looked at alone: what is wrong with
    /// one keeps nothing from the others.
    private func show(_ showings: [ChangeShowing]) async {
        let shown = await patiently(retrying: { $0.code == .unavailable }) {
            [authenticator] database throws(TaskFlowError) in
            try await database.read { tx throws(TaskFlowError) in
                var shown: [ChangeShowing.Outcome] = []
                for showing in showings { shown.append(try showing.outcome(authenticator, in: tx)) }
                return shown
            }
        }
        switch shown {
        case .success(let outcomes)?: for outcome in outcomes { outcome.tell() }
        case .failure(let error)? where showings.count == 1: end(showings[0].listener, after: error)
        case .failure?: for showing in showings { await show([showing]) }
        case nil: break
        }
    }

    private func end(_ listener: ChangeListener, after error: TaskFlowError) {
        log.noteEnd(of: listener, error)
        listener.end()
    }

    private func showing(_ news: [Change], to listener: ChangeListener) -> ChangeShowing? {
        let own = news.filter { $0.tenant == listener.tenant }
        let wanted = own.filter(listener.isWanted)
        if wanted.isEmpty && !own.contains(where: \.touchesAccess) { return nil }
        return ChangeShowing(listener: listener, changes: wanted, sight: listener.sight.without(removalsIn: own))
    }
}
