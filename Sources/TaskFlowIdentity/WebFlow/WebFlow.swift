internal import Synchronization
package import TaskFlowDomain
package import TaskFlowSchema

/// Signs people in at the SSO by their browser: OpenID Connect's authorization code flow (Core section 3.1) as a public client,
/// with a code challenge (RFC 7636), a state and a nonce.
package final class WebFlow: Sendable {
    /// So many codes are traded at once; who comes then tries again. It bounds what made-up answers can have the SSO asked.
    private static let atOnce = 32

    private let client: WebClient
    private let directory: ProviderDirectory
    private let verifier: TokenVerifier
    private let patience: Duration
    private let trading = Mutex(0)

    /// - Parameters:
    ///   - keys: The SSO's, which sign the tokens.
    ///   - patience: How long the SSO has to trade a code.
    package init(
        _ client: WebClient, directory: ProviderDirectory, keys: KeySetSource, patience: Duration = .seconds(10)
    ) {
        self.client = client
        self.directory = directory
        self.patience = patience
        verifier = TokenVerifier(rules: TokenRules(issuers: client.issuers, audiences: [client.id]), keys: keys)
    }

    /// Begins a sign-in: the SSO's page, and what the browser must keep.
    package func begin(wanted: String) async throws(WebFlowFault) -> (page: String, pending: PendingSignIn) {
        let metadata = try await directory.metadata()
        let pending = PendingSignIn(wanted: wanted, at: .now())
        let query = FormText.of([
            "response_type": "code", "client_id": client.id, "redirect_uri": client.redirectURL,
            "scope": "openid profile email", "state": pending.state, "nonce": pending.nonce,
            "code_challenge": pending.challenge, "code_challenge_method": "S256",
        ])
        return (metadata.page(query), pending)
    }

    /// Who signed in, by what the SSO sent back.
    ///
    /// - Parameters:
    ///   - pending: What the browser kept, found by ``pending(_:of:)``.
    ///   - fetchesKeys: Whether the SSO may be asked for a key that is not known here.
    package func person(
        _ answer: WebFlowAnswer, _ pending: PendingSignIn, fetchesKeys: Bool
    ) async throws(WebFlowFault) -> VerifiedPerson {
        if let issuer = answer.issuer, !client.issuers.contains(where: { $0.utf8.elementsEqual(issuer.utf8) }) {
            throw .refused("the answer is of another issuer")
        }
        if let error = answer.error {
            throw error == "access_denied" ? .denied : .refused("the SSO answers \(Self.shown(error))")
        }
        guard let code = answer.code, (1...4096).contains(code.utf8.count) else { throw .refused("there is no code") }
        let token = try await token(for: code, pending)
        return try await person(token, pending, fetchesKeys)
    }

    /// The sign-in that an answer belongs to, among what a browser kept.
    package static func pending(
        _ answer: WebFlowAnswer, of kept: [String], at now: Timestamp = .now()
    ) throws(WebFlowFault) -> PendingSignIn {
        guard let state = answer.state else { throw .state("the answer has no state") }
        guard let pending = kept.lazy.compactMap(PendingSignIn.init).first(where: { $0.state == state }) else {
            throw .state("no sign-in of this browser has that state")
        }
        guard pending.isAlive(at: now) else { throw .state("the sign-in took too long") }
        return pending
    }

    private func token(for code: String, _ pending: PendingSignIn) async throws(WebFlowFault) -> String {
        let isAdmitted = trading.withLock { count in
            guard count < Self.atOnce else { return false }
            count += 1
            return true
        }
        guard isAdmitted else { throw .unreachable("too many sign-ins at once") }
        defer { trading.withLock { $0 -= 1 } }
        let endpoint = try await directory.metadata().token
        let form = FormText.of([
            "grant_type": "authorization_code", "code": code, "redirect_uri": client.redirectURL,
            "client_id": client.id, "code_verifier": pending.verifier,
        ])
        let reply: SSOReply
        do throws(KeySetFault) { reply = try await SSOExchange(limit: patience).post(endpoint, form: form) } catch {
            throw .unreachable("the SSO's token endpoint gave no answer (\(error))")
        }
        return try TokenAnswer(reply).idToken()
    }

    private func person(
        _ token: String, _ pending: PendingSignIn, _ fetchesKeys: Bool
    ) async throws(WebFlowFault) -> VerifiedPerson {
        let person: VerifiedPerson
        do throws(TaskFlowError) { person = try await verifier.person(token, fetchesKeys: fetchesKeys) } catch {
            let cause = error.cause ?? error.message
            throw error.code == .unauthenticated ? .refused(cause) : .unreachable(cause)
        }
        // The signature over it was judged, and is good.
        guard let jws = try? CompactJWS(token), let claims = try? ClaimReader(jws.payload) else {
            throw .refused("the token cannot be read")
        }
        try check(claims, pending)
        return person
    }

    /// What an id_token must say beyond what every token must (OpenID Connect Core section 3.1.3.7).
    private func check(_ claims: ClaimReader, _ pending: PendingSignIn) throws(WebFlowFault) {
        let nonce = claims.claims["nonce"]?.stringValue
        guard nonce == pending.nonce else { throw .refused("the token has another nonce") }
        let isForOne = (claims.claims["aud"]?.arrayValue?.count ?? 1) == 1
        guard claims.has("azp") || isForOne else { throw .refused("the token does not say whom it was issued to") }
        if claims.has("azp"), claims.claims["azp"]?.stringValue != client.id {
            throw .refused("the token was issued to another client")
        }
    }

    private static func shown(_ error: String) -> String {
        String(decoding: error.utf8.prefix(64).filter { (0x21...0x7E).contains($0) }, as: UTF8.self)
    }
}

/// This server as the SSO knows it: a public client.
package struct WebClient: Sendable {
    let id: String
    /// Where the SSO sends browsers back, exactly as it is registered there.
    let redirectURL: String
    /// Those that are believed.
    let issuers: [String]

    package init(id: String, redirectURL: String, issuers: [String]) {
        (self.id, self.redirectURL, self.issuers) = (id, redirectURL, issuers)
    }
}

/// What came back by the browser; anybody can make it up.
package struct WebFlowAnswer: Sendable {
    let code: String?
    let state: String?
    let error: String?
    let issuer: String?

    package init(code: String?, state: String?, error: String?, issuer: String?) {
        (self.code, self.state, self.error, self.issuer) = (code, state, error, issuer)
    }
}
