import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport

/// A worker with one of its keys, who calls operations or tools.
struct ReviewDoor: Sendable {
    let member: CrewMember
    private let tools: Door

    init(_ member: CrewMember) {
        self.member = member
        tools = Door(member)
    }

    /// Takes a step; answers the code of the refusal.
    func take(_ step: ReviewModel.Step, _ task: TaskID, byTool: Bool) async throws -> ErrorCode? {
        let (operation, input) = Self.call(step, task)
        guard byTool, let tool = operation.spec.agent?.tool else { return await refusal(of: operation, input)?.code }
        let result = try await tools.call(tool, input)
        let code = result["_meta"]?["taskflow/code"]?.stringValue
        return code.map { ErrorCode(rawValue: $0) ?? .internal }
    }

    private func refusal(of operation: any TaskFlowOperations.Operation.Type, _ input: JSONObject) async
        -> TaskFlowError?
    {
        func open<O: TaskFlowOperations.Operation>(_ operation: O.Type) async -> TaskFlowError? {
            await member.refusal(of: operation, input)
        }
        return await open(operation)
    }

    private static func call(
        _ step: ReviewModel.Step, _ task: TaskID
    ) -> (any TaskFlowOperations.Operation.Type, JSONObject) {
        var input: JSONObject = ["task_id": task.json]
        switch step {
        case .start: return (StartTask.self, input)
        case .submit: return (SubmitTask.self, input)
        case .approve: return (ApproveTask.self, input)
        case .complete: return (CompleteTask.self, input)
        case .unblock: return (UnblockTask.self, input)
        case .release: return (ReleaseTask.self, input)
        case .reopen: return (ReopenTask.self, input)
        case .progress:
            input["percent"] = 50
            return (UpdateProgress.self, input)
        case .reject, .block:
            input["reason"] = "r"
            return (step == .block ? BlockTask.self : RejectTask.self, input)
        case .assign(let worker):
            input["assignee"] = json(worker)
            return (AssignTask.self, input)
        case .patch(let worker, let status):
            input["reason"] = "r"
            if case .some(let worker) = worker { input["assigned_to"] = json(worker) }
            if let status { input["status"] = .string(status) }
            return (UpdateTask.self, input)
        }
    }

    private static func json(_ worker: String?) -> JSON { worker.map { .string($0) } ?? .null }
}
