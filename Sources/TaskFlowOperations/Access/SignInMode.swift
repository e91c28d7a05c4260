internal import TaskFlowDomain

/// How people sign in.
package enum SignInMode: Sendable {
    /// On one machine, by a one-time link and a key file.
    case local
    /// Through an SSO's tokens; local people's keys and sessions are refused.
    case sso

    /// Whether a person of that id signs in so: local people's ids are handles, the SSO's never are.
    func signsIn(_ person: WorkerID) -> Bool { person.isHandle == (self == .local) }
}
