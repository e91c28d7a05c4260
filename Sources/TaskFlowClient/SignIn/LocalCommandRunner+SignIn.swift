internal import TaskFlowSchema

extension LocalCommandRunner {
    /// `taskflow login`: stores a key, signs in through the server's SSO, or tells how one is signed in without one.
    func login() async throws(ClientFailure) {
        let (options, flags) = try options("login", allowing: ["--with-key"])
        let settings = try settings(options)
        try confirm(settings)
        if !flags.isEmpty { return try await storeKey(options) }
        // The variable would go before whatever is stored now.
        if settings.source == .environment { return try await tell(settings) }
        guard let metadata = try await ResourceMetadata.of(settings.address) else {
            guard settings.token != nil else { throw Self.noSSO(settings) }
            return try await tell(settings)
        }
        try await signIn(metadata, options, settings)
    }

    /// Asks before anybody signs in where a file says that may be a stranger's.
    private func confirm(_ settings: ClientSettings) throws(ClientFailure) {
        guard let stranger = settings.stranger else { return }
        let address = settings.address.text
        guard client.console.terminal.isInteractive else {
            throw usage("\(stranger) names \(address): set TASKFLOW_URL to sign in there", "login")
        }
        guard client.console.confirms("\(stranger) names \(address). Sign in there?") else {
            throw .refused("Nothing was done")
        }
    }

    private func storeKey(_ options: ClientOptions) async throws(ClientFailure) {
        guard let key = client.console.readLine()?.filter({ !$0.isWhitespace }), !key.isEmpty else {
            throw usage("No key on standard input", "login")
        }
        let settings = try settings(options, token: key, at: try settings(options).address)
        let handle = try await whoAmI(settings)
        try await store(TokenGrant(key: key), settings)
        client.console.print("Signed in at \(settings.address.text) as \(handle)")
    }

    private func signIn(
        _ metadata: ResourceMetadata, _ options: ClientOptions, _ settings: ClientSettings
    ) async throws(ClientFailure) {
        let named = client.environment["AUTH_CLIENT_ID"].flatMap { $0.isEmpty ? nil : $0 }
        let clientID = named ?? metadata.clientID ?? "taskflow-cli"
        let endpoints = try await SSODiscovery.endpoints(metadata.authorizationServers[0])
        let answer = try await DeviceFlow(endpoints, clientID: clientID, metadata: metadata, client: client).run()
        let grant = try await TokenGrant.of(answer, endpoints, clientID: clientID)
        let handle = try await whoAmI(settings, with: grant)
        try await store(grant, settings)
        client.console.print("Signed in at \(settings.address.text) as \(handle)")
    }

    // What the server does not accept is not worth storing.
    private func whoAmI(_ settings: ClientSettings, with grant: TokenGrant) async throws(ClientFailure) -> String {
        let request = APIRequest(method: "GET", target: "/api/me")
        let response = try await HTTPTransport(address: settings.address).send(request, token: grant.token)
        if response.status == 401 {
            throw .notSignedIn(
                "\(settings.address.text) does not accept the SSO's token (\(response.refusal)): "
                    + "its AUTH_ISSUER and AUTH_AUDIENCE must be those of the token")
        }
        guard response.isSuccess else { throw .refused(response.refusal) }
        return handle(response)
    }

    private func store(_ grant: TokenGrant, _ settings: ClientSettings) async throws(ClientFailure) {
        let file = SignInFile.login(in: settings.dataDirectory)
        do throws(FileFailure) { try file.prepareFolder() } catch { throw .refused(error.message) }
        try await FileLock.hold(file.path + ".lock") { () async throws(ClientFailure) in
            try file.store(grant, for: settings.address.text)
        }
    }

    private func tell(_ settings: ClientSettings) async throws(ClientFailure) {
        let handle = try await whoAmI(settings)
        let origin =
            switch settings.source {
            case .environment: "the key in TASKFLOW_TOKEN"
            case .login(let path): "the key that login stored in \(path)"
            case .local(let path): "the local owner's key, which the server's first start left in \(path)"
            case .nowhere, .otherServer: "no key"
            }
        client.console.print("Signed in at \(settings.address.text) as \(handle) with \(origin)")
    }

    private static func noSSO(_ settings: ClientSettings) -> ClientFailure {
        .notSignedIn(
            "\(settings.address.text) has no SSO. On its own machine its first start left the owner's key in "
                + "\(SignInFile.owner(in: settings.dataDirectory).path), where none for it is now; "
                + "elsewhere store a key with `taskflow login --with-key`")
    }

    /// `taskflow logout`: removes what login stored, and ends the sign-in at the SSO as far as that can be done.
    func logout() async throws(ClientFailure) {
        let settings = try settings(try options("logout", allowing: []).options)
        let file = SignInFile.login(in: settings.dataDirectory)
        guard let removed = try await remove(file) else {
            client.console.print("Nothing to remove: login stored no key (the local owner's key belongs to the server)")
            return noteVariable()
        }
        client.console.print("Removed \(file.path)")
        if let renewal = removed.renewal { await end(renewal) }
        noteVariable()
    }

    // With the lock, so that a process that is renewing the token now does not put the file back.
    private func remove(_ file: SignInFile) async throws(ClientFailure) -> Removed? {
        guard file.exists else { return nil }
        return try await FileLock.hold(file.path + ".lock") { () async throws(ClientFailure) in
            let renewal = file.read()?.renewal
            return file.remove() ? Removed(renewal: renewal) : nil
        }
    }

    private struct Removed {
        let renewal: Renewal?
    }

    private func end(_ renewal: Renewal) async {
        guard let url = renewal.signOutURL, let address = ServerAddress(url) else { return }
        do throws(ClientFailure) {
            let answer =
                switch renewal.kind {
                case .session: try await SSOTransport().post(url, json: [:], bearer: renewal.secret)
                case .refreshToken:
                    try await SSOTransport().post(
                        url,
                        form: [
                            ("token", renewal.secret), ("token_type_hint", "refresh_token"),
                            ("client_id", renewal.clientID),
                        ])
                }
            guard answer.isSuccess else { throw .refused(answer.explanation) }
            client.console.print("Signed out at \(address.origin)")
        } catch {
            client.console.note(
                "Not signed out at \(address.origin): \(error.message). The sign-in there ends by itself")
        }
    }

    private func noteVariable() {
        guard client.environment["TASKFLOW_TOKEN"]?.isEmpty == false else { return }
        client.console.note("TASKFLOW_TOKEN is still set, and goes before what is stored")
    }
}
