/// Why a sign-in at the SSO came to nothing; the text is for the log.
package enum WebFlowFault: Error, Sendable, Equatable {
    /// The person, or the SSO, said no.
    case denied
    /// The answer belongs to no sign-in that this browser began within ten minutes.
    case state(String)
    /// What the SSO sent back is not good.
    case refused(String)
    /// The SSO does not answer now.
    case unreachable(String)
    /// The SSO, or this server, is not set up for it.
    case setup(String)
}
