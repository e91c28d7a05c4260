internal import TaskFlowDomain
package import TaskFlowOperations

/// Signs browsers in at the SSO, whose pages the person sees meanwhile (OpenID Connect Core, authorization code flow).
package protocol WebSignIn: Sendable {
    /// Begins a sign-in.
    func begin(_ wanted: WantedPage) async throws(SignInFault) -> SignInStart

    /// Ends a sign-in that the SSO sent back.
    ///
    /// - Parameters:
    ///   - kept: What browsers sent of ``SignInStart/kept``: any number of texts, believed for nothing.
    ///   - fromKnownKeys: Whether nothing may be asked of the SSO, for a client that has failed too often of late.
    func finish(
        _ reply: SignInReply, kept: [String], fromKnownKeys: Bool
    ) async throws(SignInFault) -> (session: OpenedSession, wanted: WantedPage)
}

/// A sign-in that began.
package struct SignInStart: Sendable {
    /// The SSO's page, where the browser is to go.
    package let location: String
    /// What the browser keeps until it comes back, in characters that a cookie may have.
    package let kept: String

    package init(location: String, kept: String) { (self.location, self.kept) = (location, kept) }
}

/// What the SSO sends back by the browser (RFC 6749 section 4.1.2, RFC 9207). Anybody can make one up.
package struct SignInReply: Sendable {
    package let code: String?
    package let state: String?
    package let error: String?
    package let issuer: String?

    package init(code: String?, state: String?, error: String?, issuer: String?) {
        (self.code, self.state, self.error, self.issuer) = (code, state, error, issuer)
    }
}

/// Why a sign-in at the SSO came to nothing.
package struct SignInFault: Error, Sendable {
    /// What the sign-in page is told: `/sign-in?error=denied`.
    package enum Word: String, Sendable, CaseIterable {
        /// The person, or the SSO, said no.
        case denied
        /// It took too long, or began in another window or browser.
        case state
        /// What the SSO sent back is not good.
        case refused
        /// The SSO does not answer now.
        case unreachable
        /// The SSO or this server is not set up for it: the log says what is missing.
        case setup
    }

    package let word: Word
    /// For the log alone.
    package let cause: String
    /// The page that was wanted, where that is known.
    package var wanted: WantedPage

    package init(_ word: Word, _ cause: String, wanted: WantedPage = WantedPage(nil)) {
        (self.word, self.cause, self.wanted) = (word, cause, wanted)
    }

    /// Whether whoever runs the server should look into it.
    var isFault: Bool { word == .unreachable || word == .setup }
}
