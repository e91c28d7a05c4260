internal import TaskFlowSchema

/// A token that an SSO handed out, and how to get the next one.
struct TokenGrant: Sendable {
    let token: String
    let expiresAt: Timestamp?
    let renewal: Renewal?

    /// The token of a finished device flow. A session token is traded for a JWT, which is what TaskFlow takes.
    static func of(
        _ answer: SSOAnswer, _ endpoints: DeviceEndpoints, clientID: String
    ) async throws(ClientFailure) -> TokenGrant {
        guard let secret = answer.text("access_token") else {
            throw .refused("The SSO at \(endpoints.server.text) signed you in, but gave no token")
        }
        switch endpoints.form {
        case .session(let jwtURL, let signOutURL):
            let renewal = Renewal(
                kind: .session, tokenURL: jwtURL, signOutURL: signOutURL, secret: secret, clientID: clientID)
            do throws(ClientFailure) { return try await next(renewal) } catch .notSignedIn {
                throw .refused("The SSO does not know its own session token at \(jwtURL): it needs its plugin bearer()")
            }
        case .oauth(let revocationURL, _):
            let renewal = answer.text("refresh_token").map {
                Renewal(
                    kind: .refreshToken, tokenURL: endpoints.tokenURL, signOutURL: revocationURL, secret: $0,
                    clientID: clientID)
            }
            return try TokenGrant(secret, answer, renewal)
        }
    }

    /// The next token; ``ClientFailure/notSignedIn(_:)`` when the sign-in has ended.
    static func next(_ renewal: Renewal) async throws(ClientFailure) -> TokenGrant {
        switch renewal.kind {
        case .session:
            let answer = try await SSOTransport().get(renewal.tokenURL, bearer: renewal.secret)
            try check(answer, of: renewal)
            return try TokenGrant(answer.text("token"), answer, renewal)
        case .refreshToken:
            let form = [
                ("grant_type", "refresh_token"), ("refresh_token", renewal.secret), ("client_id", renewal.clientID),
            ]
            let answer = try await SSOTransport().post(renewal.tokenURL, form: form)
            try check(answer, of: renewal)
            let secret = answer.text("refresh_token") ?? renewal.secret
            return try TokenGrant(answer.text("access_token"), answer, renewal.with(secret: secret))
        }
    }

    private static func check(_ answer: SSOAnswer, of renewal: Renewal) throws(ClientFailure) {
        switch (answer.status, renewal.kind) {
        case (200..<300, _): return
        case (400, .refreshToken), (401, _):
            throw .notSignedIn("Not signed in: the sign-in at the SSO has ended. Run `taskflow login` again")
        case (404, .session):
            throw .refused(
                "The SSO hands out no tokens at \(renewal.tokenURL): it needs its plugins jwt() and bearer()")
        case (429, _), (500..., _): throw .unreachable("The SSO cannot answer now (status \(answer.status))")
        default: throw .refused("The SSO gives no token: \(answer.explanation)")
        }
    }

    private init(_ token: String?, _ answer: SSOAnswer, _ renewal: Renewal?) throws(ClientFailure) {
        // A token that is no JWT says nothing to TaskFlow: Better Auth 1.7 gives such ones when it does not know the resource.
        guard let token, token.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2 else {
            throw .refused("The SSO gave a token that is no JWT: see docs/auth.md on its settings")
        }
        self.token = token
        self.renewal = renewal
        expiresAt =
            Self.expiry(of: token)
            ?? answer.seconds("expires_in", in: 1...86_400).map { Timestamp.now().adding(seconds: $0) }
    }

    /// A key: the server knows when it ends.
    init(key: String) {
        token = key
        expiresAt = nil
        renewal = nil
    }

    // Read to know when to ask again, and believed for nothing else: the server judges the token.
    private static func expiry(of token: String) -> Timestamp? {
        guard let part = token.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first,
            let bytes = Base64URL.decode(part), let seconds = (try? JSONParser.parse(bytes))?["exp"]?.integerValue,
            (0...253_402_300_799).contains(seconds)
        else { return nil }
        return Timestamp(milliseconds: seconds * 1000)
    }
}
