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

    /// A reason, a note, what was asked or answered; `nil` where nothing was said.
    static func said(with context: JSONObject) -> String? {
        if let said = context["reason"] ?? context["note"] ?? context["prompt"] { return said.stringValue }
        guard let answer = context["answer"] else { return nil }
        let verdict = answer["approved"]?.boolValue.map { $0 ? "approved" : "not approved" }
        let words = [verdict, answer["choice"]?.stringValue, answer["text"]?.stringValue].compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }
}
