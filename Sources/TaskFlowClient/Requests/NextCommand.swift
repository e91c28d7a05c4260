internal import TaskFlowOperations
internal import TaskFlowSchema

/// Adds to a refusal what may be done instead, in the shell's own words.
struct NextCommand {
    /// The steps that lead on, the first that the caller may take. Their names are those of their commands.
    private static let ways = ["unblock", "start", "submit", "complete", "approve", "reopen"]

    let client: CommandLineClient
    let settings: ClientSettings

    /// The refusal with the next command, where there is one.
    func told(_ failure: ClientFailure, after invocation: Invocation) async -> ClientFailure {
        guard !invocation.options.json, case .declined(let answer) = failure, let code = answer.code,
            let next = await next(code, invocation)
        else { return failure }
        return .refused("\(answer.refusal) (next: taskflow \(next))")
    }

    private func next(_ code: String, _ invocation: Invocation) async -> String? {
        guard case .text(let task) = invocation.values["task_id"] ?? invocation.values["id"] else { return nil }
        switch code {
        case "invalid_state", "assigned_to_other": return await step(task, after: invocation)
        case "open_subtasks": return "list --parent \(task)"
        case "not_ready": return "why \(task)"
        case "lease_lost", "claim_limit": return code == "lease_lost" ? "next" : "mine"
        case "precondition_failed": return "show \(task)"
        case "not_found" where invocation.values["task_id"] != nil: return "list"
        default: return nil
        }
    }

    private func step(_ task: String, after invocation: Invocation) async -> String? {
        let request = APIRequest(method: "GET", target: "/api/tasks/\(PathEncoding.encode(task))/steps")
        guard let response = try? await client.send(request, settings), let json = try? JSONParser.parse(response.body)
        else { return nil }
        let allowed = (json["steps"]?.arrayValue ?? []).filter { $0["allowed"] == true }
            .compactMap { $0["verb"]?.stringValue }
        let way = Self.ways.first { allowed.contains($0) && $0 != invocation.command.words.first }
        return way.map { "\($0) \(task)" } ?? "show \(task)"
    }
}
