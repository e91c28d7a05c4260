internal import TaskFlowSchema

/// Keeps a stored sign-in's token fresh. Of several processes one asks the SSO, and the others take what it got: a refresh
/// token that is used twice ends the sign-in.
struct SignInRenewal {
    private static let margin = 60

    private let file: SignInFile
    /// The stored sign-in; `nil` where the token is from elsewhere or is a key.
    private let stored: StoredSignIn?

    init(_ settings: ClientSettings) {
        file = .login(in: settings.dataDirectory)
        stored = settings.stored.flatMap { $0.renewal == nil ? nil : $0 }
    }

    /// The token to send; `nil` where nothing has to be kept fresh.
    func token() async throws(ClientFailure) -> String? {
        guard let stored, !stored.isGood(for: Self.margin) else { return stored?.token }
        do throws(ClientFailure) {
            return try await renew(stored)
        } catch .unreachable(let message) {
            // What is left of the old token is better than nothing.
            if stored.isGood(for: 0) { return stored.token }
            throw .unreachable(message)
        }
    }

    /// Another token than one that the server did not accept; `nil` where there is none to be had.
    func token(after rejected: String) async throws(ClientFailure) -> String? {
        guard let stored else { return nil }
        return try await renew(stored, rejected)
    }

    private func renew(_ old: StoredSignIn, _ rejected: String? = nil) async throws(ClientFailure) -> String {
        let file = file
        return try await FileLock.hold(file.path + ".lock") { () async throws(ClientFailure) -> String in
            guard let current = file.read(), current.url == old.url, let renewal = current.renewal else {
                throw .notSignedIn("Not signed in any more: \(file.path) has changed. Run `taskflow login`")
            }
            if current.token != rejected ?? old.token, current.isGood(for: Self.margin) { return current.token }
            let grant = try await TokenGrant.next(renewal)
            try file.store(grant, for: current.url)
            return grant.token
        }
    }
}

extension SignInFile {
    /// Stores what an SSO gave.
    func store(_ grant: TokenGrant, for url: String) throws(ClientFailure) {
        let signIn = StoredSignIn(
            url: url, token: grant.token, expiresAt: grant.expiresAt, renewal: grant.renewal)
        do throws(FileFailure) { try write(signIn) } catch { throw .refused(error.message) }
    }
}
