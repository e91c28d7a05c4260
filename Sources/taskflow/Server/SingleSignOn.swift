internal import Logging
internal import TaskFlowIdentity

/// What the server needs to believe an SSO's tokens.
struct SingleSignOn: Sendable {
    let keys: KeySetSource
    let verifier: TokenVerifier

    /// `nil` where sign-in is local.
    init?(_ configuration: ServerConfiguration, logger: Logger) {
        guard let address = configuration.keySetAddress else { return nil }
        keys = KeySetSource(address: address, logger: logger)
        let rules = TokenRules(issuers: configuration.issuers, audiences: configuration.audiences)
        verifier = TokenVerifier(rules: rules, keys: keys)
    }
}
