extension ClientSettings {
    /// Why nothing can be sent, and what to do.
    var notSignedIn: ClientFailure {
        switch source {
        case .otherServer(let url):
            .notSignedIn("Not signed in: the stored key is for \(url), not for \(address.text). Set TASKFLOW_TOKEN")
        default:
            .notSignedIn(
                "Not signed in: no key in \(dataDirectory). Run `taskflow login`, or `taskflow serve` on this machine")
        }
    }

    /// What a 401 says, with a hint.
    func rejected(_ message: String) -> ClientFailure { .notSignedIn("\(rejection) (\(message))") }

    /// That the server does not accept the credential, and where it is from.
    var rejection: String {
        let origin =
            switch source {
            case .environment: "TASKFLOW_TOKEN"
            case .login(let path), .local(let path): "the key in \(path)"
            case .otherServer, .nowhere: "the key"
            }
        return "Not signed in: \(address.text) does not accept \(origin)"
    }
}
