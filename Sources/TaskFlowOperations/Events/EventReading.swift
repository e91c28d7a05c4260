internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A reading of events: what one caller may see and asked for. Those who share both share what is read for them.
struct EventReading: Sendable, Hashable {
    private let credential: Credential
    private let origin: Origin
    private let filter: EventFilter

    init(_ credential: Credential, _ via: Via, _ filter: EventFilter) {
        self.credential = credential
        // Neither the request's id nor where it began tells one reading from another.
        origin = Origin(via: via, requestID: "events")
        self.filter = filter
    }

    /// The first events behind a position and through another, as many as go into a batch; `nil` when the credential is good no longer.
    func events(
        after position: Int, through end: Int, epoch: String, _ authenticator: Authenticator,
        in tx: borrowing Transaction
    ) throws(TaskFlowError) -> EventBatch? {
        guard let actor = try standing(authenticator, in: tx) else { return nil }
        return try filter.events(after: position, through: end, epoch: epoch, as: actor, in: tx)
    }

    /// Who reads, if that credential is good for it now.
    func standing(
        _ authenticator: Authenticator, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Actor? {
        guard let actor = try authenticator.standing(credential, origin, in: tx) else { return nil }
        return filter.scopes.allSatisfy(actor.scopes.contains) ? actor : nil
    }

    /// What the reader may see, as a text that is another when that is another; `nil` when the credential is good no longer.
    func sight(
        _ authenticator: Authenticator, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> String? {
        try standing(authenticator, in: tx).map { actor throws(TaskFlowError) in
            try EventFilter.sight(of: actor, in: tx)
        }
    }

    /// Refuses whoever may not listen, or not any more, and says why.
    func demandStanding(_ authenticator: Authenticator, in tx: borrowing Transaction) throws(TaskFlowError) {
        let actor = try authenticator.caller(credential, origin, in: tx).actor
        for scope in filter.scopes { try actor.require(scope) }
    }
}
