internal import TaskFlowSchema

/// A code, token or key that a browser trades for a session.
struct SignInSecret: ConstrainedString {
    static let rules = StringRules(1...16_384)
    let rawValue: String

    init(trusted rawValue: String) { self.rawValue = rawValue }
}
