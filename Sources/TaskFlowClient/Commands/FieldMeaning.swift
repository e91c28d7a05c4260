internal import TaskFlowSchema

/// What a field's text names, where people may write it in words of their own.
enum FieldMeaning: Equatable, Sendable {
    /// An instant. A day alone is its end or its start.
    case time(dayIs: DayBound)
    /// A worker, whose `@` may be left out.
    case worker

    private static let workers: Set<String> = [
        "assigned_to", "assignee", "created_by", "accountable_id", "actor", "worker_id", "to",
    ]
    private static let ends: Set<String> = ["due_date", "expires_at"]

    /// - Parameter isWorkerCommand: Whether `id` and `handle` are a worker's.
    init?(_ name: String, _ schema: JSONObject, isWorkerCommand: Bool) {
        if Self.isTime(schema) {
            self = .time(dayIs: Self.ends.contains(name) ? .end : .start)
        } else if Self.workers.contains(name) || (isWorkerCommand && ["id", "handle"].contains(name)) {
            self = .worker
        } else {
            return nil
        }
    }

    private static func isTime(_ schema: JSONObject) -> Bool {
        if schema["format"] == "date-time" { return true }
        return schema["anyOf"]?.arrayValue?.contains { $0["format"] == "date-time" } ?? false
    }
}
