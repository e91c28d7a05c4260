/// How people sign in.
public enum SignInMode: Sendable {
    /// On one machine, by a one-time link and a key file.
    case local
    /// Through an SSO's tokens; local people's keys and sessions are refused.
    case sso
}
