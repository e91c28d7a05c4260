import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport

extension CrewMember {
    /// Takes a task's step and answers the task.
    @discardableResult
    func step<O: Operation>(_ operation: O.Type, _ id: TaskID, _ more: JSONObject = [:]) async throws -> O.Output {
        try await call(operation, more.with("task_id", id.json))
    }

    /// The code of the refusal of a task's step; `nil` when it is taken.
    func code<O: Operation>(of operation: O.Type, _ id: TaskID, _ more: JSONObject = [:]) async -> ErrorCode? {
        await refusal(of: operation, more.with("task_id", id.json))?.code
    }

    /// An agent that the member registers, with a key.
    func agent(_ handle: String) async throws -> CrewMember {
        try await call(RegisterWorker.self, ["handle": .string(handle)])
        let key = try await call(
            CreateKey.self, ["id": .string(handle), "scopes": ["tasks:read", "tasks:write", "audit:read"]]
        ).key
        return CrewMember(crew: crew, handle: handle, credential: .key(hash: Secret.hash(of: key)))
    }

    /// A task that the member started and submitted.
    func submitted(_ more: JSONObject = [:]) async throws -> TaskID {
        let id = try await addTask("Work", more)
        try await step(StartTask.self, id)
        try await step(SubmitTask.self, id)
        return id
    }

    /// Whether the member gets done what somebody submits.
    func approves(workOf member: CrewMember, _ more: JSONObject = [:]) async throws -> Bool {
        let id = try await member.submitted(more)
        return try await step(ApproveTask.self, id).status == .completed
    }

    /// Whether every way of judging what somebody submits is refused as not the member's to do.
    func mayNotJudge(workOf member: CrewMember, _ more: JSONObject = [:]) async throws -> Bool {
        let id = try await member.submitted(more)
        return try await mayNotJudge(id)
    }

    /// Whether every way of judging a task is refused as not the member's to do.
    func mayNotJudge(_ id: TaskID) async throws -> Bool {
        let task = try await task(id)
        let back = task.assignedTo == nil ? "pending" : "in_progress"
        let codes = [
            await code(of: ApproveTask.self, id), await code(of: CompleteTask.self, id),
            await code(of: RejectTask.self, id, ["reason": "r"]),
            await patchRefusal(id, ["status": "completed"])?.code,
            await patchRefusal(id, ["status": .string(back), "reason": "r"])?.code,
        ]
        return codes.allSatisfy { $0 == .forbidden }
    }
}

extension Crew {
    /// Who held a task since it was created or last reopened.
    func holders(of task: TaskID) async throws -> [String] {
        try await database.read { tx throws(TaskFlowError) in
            try tx.all("SELECT worker_id FROM task_holders WHERE task_id = \(task) ORDER BY worker_id") { $0.text(0) }
        }
    }
}
