internal import TaskFlowIdentity

/// Fetches the SSO's keys as the server would.
struct KeySetCheck {
    private let configuration: ServerConfiguration

    init(_ configuration: ServerConfiguration) { self.configuration = configuration }

    func findings() async -> [Finding] {
        // That the address is not safe has been told by the configuration's own check.
        guard let address = configuration.keySetAddress else {
            return configuration.keyURL == nil ? [.ok("sign-in keys", "local sign-in needs none")] : []
        }
        do throws(KeySetFault) {
            let found = try await KeySetProbe.look(at: address)
            let clock = ClockCheck.finding(ofAnswer: found.date, from: address.url)
            return [.ok("sign-in keys", "\(found.keys) at \(address.url)")] + (clock.map { [$0] } ?? [])
        } catch {
            return [.wrong("sign-in keys", "\(address.url) \(error)", remedy: remedy(error))]
        }
    }

    private func remedy(_ fault: KeySetFault) -> String {
        switch fault {
        case .unreachable, .timeout: "see that the SSO runs and that this machine may reach it: curl \(address)"
        default: "see that AUTH_SERVER_URL or JWKS_URL names the SSO's key set: curl \(address)"
        }
    }

    private var address: String { configuration.keyURL ?? "" }
}
