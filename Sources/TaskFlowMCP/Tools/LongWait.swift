internal import TaskFlowOperations
internal import TaskFlowSchema

/// Waiting longer than other callers may: a client that is told of progress meanwhile does not give up.
enum LongWait {
    /// The most seconds that a followed call may wait.
    static let limit = 240

    /// For how long a call is to wait, where that is longer than the operation allows by itself.
    static func patience(in members: JSONObject, _ field: String?) -> Duration? {
        guard let field, let value = members[field] else { return nil }
        var issues = Issues()
        guard let seconds = Int.decode(value, into: &issues), seconds > WaitSeconds.range.upperBound, seconds <= limit
        else { return nil }
        return .seconds(seconds)
    }

    /// The arguments as the operation takes them.
    static func shortened(_ members: JSONObject, _ field: String?) -> JSONObject {
        guard let field else { return members }
        var members = members
        members[field] = .integer(WaitSeconds.range.upperBound)
        return members
    }

    /// What to do where a call was to wait too long.
    static func advice(on issue: ValidationIssue) -> String? {
        issue.type == "less_than_equal" ? "; up to \(limit) where the call has a progress token" : nil
    }
}
