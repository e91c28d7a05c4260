internal import TaskFlowSchema

/// Signs a person in by a code that is entered in a browser, here or on another machine (RFC 8628).
struct DeviceFlow {
    private static let grantType = "urn:ietf:params:oauth:grant-type:device_code"
    private static let slowest = 300

    let endpoints: DeviceEndpoints
    let clientID: String
    let metadata: ResourceMetadata
    let console: Console
    let pause: @Sendable (Duration) async -> Void
    private let transport = SSOTransport()

    init(
        _ endpoints: DeviceEndpoints, clientID: String, metadata: ResourceMetadata, client: CommandLineClient
    ) {
        self.endpoints = endpoints
        self.clientID = clientID
        self.metadata = metadata
        console = client.console
        pause = client.pause
    }

    /// Asks for a code, shows it, and waits until it has been used; what comes back holds the token.
    func run() async throws(ClientFailure) -> SSOAnswer {
        let answer = try await askForCode()
        guard answer.isSuccess else {
            let hint = answer.fault == "invalid_client" ? ": does it know the client '\(clientID)'?" : ""
            throw .refused("The SSO at \(endpoints.server.text) gives no code (\(answer.explanation))\(hint)")
        }
        guard let code = DeviceCode(answer) else {
            throw .refused("The SSO at \(endpoints.server.text) answers what makes no sense")
        }
        show(code)
        return try await wait(for: code)
    }

    private func askForCode() async throws(ClientFailure) -> SSOAnswer {
        switch endpoints.form {
        case .session:
            return try await transport.post(
                endpoints.codeURL, json: ["client_id": .string(clientID), "scope": "openid profile email"])
        case .oauth(_, let known):
            // A scope that the SSO does not know would have it refuse the rest.
            let wanted = ["openid", "profile", "email", "offline_access"] + metadata.scopes
            let scopes = wanted.filter { known?.contains($0) ?? true }.joined(separator: " ")
            let form = [("client_id", clientID), ("scope", scopes), ("resource", metadata.resource)]
            return try await transport.post(endpoints.codeURL, form: form)
        }
    }

    private func show(_ code: DeviceCode) {
        console.note("To sign in, open this page on any device, and see that it shows the code \(text(code.userCode)):")
        console.note("\n  \(text(code.completeURI ?? code.verificationURI))\n")
        let minutes = max(1, code.lifetime / 60)
        console.note("Waiting; the code is good for \(minutes) min. Ctrl-C gives up.")
    }

    private func text(_ text: String) -> String { TerminalText.line(text) }

    private func wait(for code: DeviceCode) async throws(ClientFailure) -> SSOAnswer {
        let end = ContinuousClock.now + .seconds(code.lifetime)
        var interval = code.interval
        while ContinuousClock.now < end {
            await pause(.seconds(interval))
            let answer: SSOAnswer
            do throws(ClientFailure) { answer = try await ask(code) } catch {
                // RFC 8628 section 3.5: what the network lost is asked again, less and less often.
                interval = try slower(than: interval, error)
                continue
            }
            if answer.isSuccess { return answer }
            interval = try next(interval, answer)
        }
        throw Self.expired
    }

    private func ask(_ code: DeviceCode) async throws(ClientFailure) -> SSOAnswer {
        let members = [("grant_type", Self.grantType), ("device_code", code.deviceCode), ("client_id", clientID)]
        if case .oauth = endpoints.form { return try await transport.post(endpoints.tokenURL, form: members) }
        let json = JSONObject(members.map { ($0.0, .string($0.1)) })
        return try await transport.post(endpoints.tokenURL, json: json)
    }

    private func slower(than interval: Int, _ error: ClientFailure) throws(ClientFailure) -> Int {
        guard case .unreachable(let message) = error else { throw error }
        console.note(TerminalText.line("\(message); trying again"))
        return min(interval * 2, Self.slowest)
    }

    /// Seconds until the next question; throws when there is nothing left to ask.
    private func next(_ interval: Int, _ answer: SSOAnswer) throws(ClientFailure) -> Int {
        switch answer.fault {
        case "authorization_pending": return interval
        case "slow_down": return min(interval + 5, Self.slowest)
        case "expired_token": throw Self.expired
        case "access_denied": throw .notSignedIn("Not signed in: the request was denied")
        default: break
        }
        if answer.status == 429 || answer.status >= 500 {
            return min(max(answer.retryAfter ?? interval * 2, interval), Self.slowest)
        }
        throw .refused("The SSO at \(endpoints.server.text) gives no token: \(answer.explanation)")
    }

    private static let expired = ClientFailure.notSignedIn(
        "Not signed in: nobody used the code in time. Run `taskflow login` again")
}

/// What a device is told when it asks to sign in (RFC 8628 section 3.2).
private struct DeviceCode: Equatable, Sendable {
    let deviceCode: String
    let userCode: String
    /// Where a person enters the code.
    let verificationURI: String
    /// The same with the code in it.
    let completeURI: String?
    /// How long the code is good, in seconds.
    let lifetime: Int
    /// Seconds between two questions.
    let interval: Int

    init?(_ answer: SSOAnswer) {
        guard let deviceCode = answer.text("device_code"), let userCode = answer.text("user_code"),
            let uri = answer.text("verification_uri"), Self.isWebAddress(uri)
        else { return nil }
        self.deviceCode = deviceCode
        self.userCode = userCode
        verificationURI = uri
        completeURI = answer.text("verification_uri_complete").flatMap { Self.isWebAddress($0) ? $0 : nil }
        lifetime = answer.seconds("expires_in", in: 1...86_400) ?? 1_800
        interval = answer.seconds("interval", in: 1...300) ?? 5
    }

    // People open it: nothing but a page of the web.
    private static func isWebAddress(_ text: String) -> Bool { text.hasPrefix("https://") || text.hasPrefix("http://") }
}
