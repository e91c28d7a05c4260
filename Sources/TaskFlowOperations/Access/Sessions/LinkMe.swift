package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Makes a one-time link by which the caller signs a browser of its own in.
package enum LinkMe: Command {
    package struct Input: Described {
        package static let schemaName = "LinkMeRequest"
        package static let schema = Schema(Input.init)
    }

    // The session has every scope, so its maker must have them all: `run` checks each.
    package static let spec = Spec(
        name: "link_me", verb: Verb("open", example: "open"), route: .post("/api/me/link"), scope: nil,
        summary: "Make a sign-in link for yourself",
        details: """
            For a person who signs in locally. Good once, within 10 minutes. The session that it opens has every scope, so the \
            caller's credential must have them all.
            """,
        errors: [.forbidden, .insufficientScope])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> SignInLink {
        try SignInLink.requireScopes(actor)
        try SignInLink.requirePerson(actor)
        return try SignInLink.make(for: actor.workerID, seconds: Sessions.codeLifetime, by: actor, in: tx)
    }
}
