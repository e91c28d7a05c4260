internal import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// A one-time link that signs a browser in as a local person. This is the one time that it is shown: the database has its
/// code's hash alone.
package struct SignInLink: Described {
    /// The server's page with the code in the fragment, which browsers send nowhere.
    package let url: String
    /// When it ends, if nobody uses it before.
    package let expiresAt: Timestamp

    package static let schema = Schema(
        SignInLink.init,
        Field("url", \.url, secret: true, "The link: good once, and never shown again"),
        Field("expires_at", \.expiresAt, "When it ends, used or not"))

    /// Makes one, with the audit row.
    ///
    /// - Parameters:
    ///   - worker: Whom it signs in.
    ///   - seconds: How long it is good.
    static func make(
        for worker: WorkerID, seconds: Int, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> SignInLink {
        let code = try SignInCode.issue(for: worker, seconds: seconds, by: actor, in: tx)
        try tx.record(.invited, worker: worker, context: ["expires_at": code.expiresAt.json], by: actor)
        return SignInLink(url: url(of: code.text, at: actor.origin.address), expiresAt: code.expiresAt)
    }

    /// The link of a code at a server's address, which has no slash at its end.
    package static func url(of code: String, at address: String) -> String { "\(address)/#login=\(code)" }

    /// Refuses whose credential has fewer scopes than the session has that a link opens.
    static func requireScopes(_ actor: Actor) throws(TaskFlowError) {
        for scope in Scopes.all.ordered { try actor.require(scope) }
    }

    /// Refuses who may make no links: agents, and the SSO's people.
    static func requirePerson(_ actor: Actor) throws(TaskFlowError) {
        guard actor.type == .human else {
            throw .forbidden("Agents call with their keys: sign-in links are for people")
        }
        guard actor.workerID.isHandle else {
            throw .forbidden("People sign in through the SSO: links are for servers without one")
        }
    }
}

extension SignInLink: CommandOutput {
    package var shownOnce: String? { "The link was made already, and is shown only once" }
}
