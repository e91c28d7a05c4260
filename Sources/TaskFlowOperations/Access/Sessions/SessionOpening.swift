internal import TaskFlowDomain
internal import TaskFlowSchema

/// What a session was opened with, which decides how it ends.
package enum SessionOpening: String, Choice, ColumnConvertible {
    /// A sign-in code: it ends some time after its last use.
    case code
    /// A token of the SSO: it ends some time after sign-in, be the token good for longer or not.
    case token
    /// A key: as with a code, and with the key.
    case key

    /// A use is written down once an hour at most.
    package static let writtenEvery = 3600

    /// Whether each use puts the end off.
    var slides: Bool { self != .token }

    /// When a session ends that is opened, or used, at that moment.
    func end(from now: Timestamp, keyEnd: Timestamp? = nil) -> Timestamp {
        let end = now.adding(seconds: slides ? Sessions.idleLifetime : Sessions.lifetimeBesideSSO)
        return min(end, keyEnd ?? end)
    }
}
