internal import TaskFlowDomain

/// The value of `WWW-Authenticate` (RFC 6750), and where an OAuth client learns whom to ask for a token (RFC 9728).
struct BearerChallenge: Sendable {
    /// What reading takes: a client that asks for it first need not ask again for most calls.
    private static let firstScope = "scope=\"\(Scope.tasksRead.rawValue)\""

    private let metadata: ProtectedResource?

    /// - Parameter metadata: What this server tells OAuth clients of itself; `nil` where no SSO issues tokens for it.
    init(_ metadata: ProtectedResource?) { self.metadata = metadata }

    /// The challenge that goes with an error; `nil` where none does.
    /// - Parameters:
    ///   - path: The request's path: `/mcp` has metadata of its own.
    ///   - hasCredential: Whether the call had something that claims to be a credential.
    func value(for error: TaskFlowError, at path: Substring, hasCredential: Bool) -> String? {
        switch error.code {
        case .unauthenticated:
            let fault = hasCredential ? ["error=\"invalid_token\""] : []
            // Scopes are of use to those who can ask an SSO for them.
            return challenge(fault + (metadata == nil ? [] : [place(path), Self.firstScope]))
        case .insufficientScope:
            let scope = "scope=\"\(error.missingScope ?? "")\""
            return challenge(["error=\"insufficient_scope\"", scope] + (metadata == nil ? [] : [place(path)]))
        default: return nil
        }
    }

    private func challenge(_ parameters: [String]) -> String {
        parameters.isEmpty ? "Bearer" : "Bearer " + parameters.joined(separator: ", ")
    }

    private func place(_ path: Substring) -> String { "resource_metadata=\"\(metadata?.url(for: path) ?? "")\"" }
}
