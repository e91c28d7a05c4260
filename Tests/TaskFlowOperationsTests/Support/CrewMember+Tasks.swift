import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport

extension CrewMember {
    /// The task's audit rows, oldest first.
    func audit(of task: TaskID) async throws -> [AuditEntry] {
        try await call(TaskAudit.self, ["task_id": task.json, "limit": 100]).elements.reversed()
    }

    /// What was done to the task, oldest first.
    func actions(on task: TaskID) async throws -> [AuditAction] { try await audit(of: task).map(\.action) }

    func task(_ id: TaskID) async throws -> TaskItem { try await call(GetTask.self, ["task_id": id.json]).task }

    @discardableResult
    func patch(_ id: TaskID, _ changes: JSONObject) async throws -> TaskItem {
        try await call(UpdateTask.self, changes.with("task_id", id.json))
    }

    func patchRefusal(_ id: TaskID, _ changes: JSONObject) async -> TaskFlowError? {
        await refusal(of: UpdateTask.self, changes.with("task_id", id.json))
    }
}
