internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What was said with an entry of the audit log.
enum TimelineText {
    /// A column for what a comment says now: its entry in the log does not hold the text, which its author may take back.
    ///
    /// - Parameter isCut: Whether 2,000 characters of it are enough.
    static func ofComment(_ dialect: Dialect, isCut: Bool = false) -> SQL {
        let id: SQL =
            dialect == .sqlite
            ? "json_extract(audit_log.context, '$.comment_id')"
            : "CAST(CAST(audit_log.context AS json) ->> 'comment_id' AS BIGINT)"
        let text: SQL = isCut ? "substr(comments.text, 1, 2000)" : "comments.text"
        return """
            (CASE WHEN audit_log.action = 'commented' THEN (SELECT \(text) FROM comments WHERE comments.id = \(id)) END)
            """
    }

    /// A reason, a note, what was asked or answered, an address; `nil` where nothing was said.
    static func said(with context: JSONObject) -> String? {
        let said = context["reason"] ?? context["note"] ?? context["prompt"] ?? context["url"]
        if let said { return said.stringValue }
        var issues = Issues()
        let answer = context["answer"].flatMap { QuestionAnswer.decode($0, into: &issues) }
        return answer?.words
    }
}
