internal import TaskFlowSchema

extension LocalCommandRunner {
    /// `taskflow logout`: removes what login stored, and ends the sign-in at the SSO as far as that can be done.
    func logout() async throws(ClientFailure) {
        let settings = try settings(try options("logout", allowing: []).options)
        let file = CredentialFile.login(in: settings.dataDirectory)
        guard let removed = try await remove(file) else {
            client.console.print("Nothing to remove: login stored no key (the local owner's key belongs to the server)")
            return noteVariable()
        }
        client.console.print("Removed \(file.path)")
        if let renewal = removed.renewal { await end(renewal) }
        noteVariable()
    }

    // With the lock, so that a process that is renewing the token now does not put the file back.
    private func remove(_ file: CredentialFile) async throws(ClientFailure) -> Removed? {
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
