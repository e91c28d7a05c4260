internal import TaskFlowOperations

extension ServerConfiguration {
    /// What stands in the way of serving with these settings, though each by itself is right.
    func checkServing(allowsInsecureLocalSignIn: Bool) throws(CommandFailure) {
        guard signIn.mode == .local else {
            throw .usage("AUTH_SERVER_URL: Sign-in through an SSO is not part of this version yet")
        }
        guard isLoopback || allowsInsecureLocalSignIn else {
            throw .usage(
                "HOST: '\(host)' can be reached from other machines, and local sign-in is for one: "
                    + "use 127.0.0.1, or --allow-insecure-local-auth")
        }
    }

    /// The address with the port that was really taken.
    func address(port: Int) -> String { Self.address(host, port) }
}
