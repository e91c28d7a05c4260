internal import TaskFlowDomain
internal import TaskFlowSchema

/// What to do after a refusal, by its code and, where it matters, the tool and the state of the task.
enum NextStep {
    static func text(for refusal: Refusal) -> String {
        let id = refusal.task.map { "\($0.id)" } ?? refusal.arguments["task_id"]?.text ?? ""
        switch refusal.error.code {
        case .notFound: return notFound(refusal, id)
        case .invalidState, .assignedToOther: return state(refusal)
        case .forbidden: return forbidden(refusal, id)
        case .openSubtasks:
            return sentence(
                refusal, "Call list_tasks with parent_id=\(id) to see the subtasks, and complete them first.")
        case .preconditionFailed:
            let version = refusal.error.currentVersion.map(String.init) ?? "its present version"
            return sentence(
                refusal, "Call get_task to see what changed; if you still want this, pass expected_version=\(version).")
        case .conflict: return sentence(refusal, "Call get_task with task_id=\(id), then decide anew.")
        case .alreadyExists: return sentence(refusal, "Use the one that is there, or another name.")
        case .rateLimited, .unavailable:
            return sentence(refusal, "Wait \(refusal.error.retryAfter ?? 1) s, then call again.")
        case .outcomeUnknown:
            return sentence(refusal, "Look with get_task or list_tasks whether it happened before you call again.")
        case .payloadTooLarge: return sentence(refusal, "Send less at once.")
        case .unauthenticated, .insufficientScope, .methodNotAllowed, .validationFailed, .internal:
            return sentence(refusal, "")
        }
    }

    private static func notFound(_ refusal: Refusal, _ id: String) -> String {
        guard !id.isEmpty else { return sentence(refusal, "Call list_projects to see what there is.") }
        return "There is no task \(id) that you can see. Call list_tasks to find the one you mean."
    }

    private static func forbidden(_ refusal: Refusal, _ id: String) -> String {
        switch refusal.tool {
        case "approve_task", "reject_task":
            return sentence(refusal, "Leave task \(id) under review: another worker reviews it. Go on with other work.")
        case _ where refusal.task?.assignedTo != nil:
            return sentence(
                refusal, "Task \(id) is assigned to \(refusal.holder ?? ""). Leave it, or ask them to release it.")
        default: return sentence(refusal, "Ask the project's owner, or choose other work with list_tasks.")
        }
    }

    private static func state(_ refusal: Refusal) -> String {
        guard let task = refusal.task else { return sentence(refusal, "Call get_task to see how it stands.") }
        if refusal.tool == "claim_task" { return claim(task, refusal) }
        if task.status == .inProgress, refusal.tool == "complete_task" {
            return sentence(refusal, "Call submit_task with task_id=\(task.id); another worker approves it.")
        }
        return sentence(refusal, "Task \(task.id) is \(standing(task, refusal)). \(steps(from: task.status))")
    }

    private static func claim(_ task: TaskItem, _ refusal: Refusal) -> String {
        let elsewhere = "Call list_tasks with status=pending for free work."
        switch task.status {
        case .inProgress where refusal.holder == "you":
            return """
                You already hold task \(task.id). Go on with it: update_progress, then submit_task or complete_task.
                """
        case .inProgress:
            return "Task \(task.id) is being worked on by \(refusal.holder ?? "someone else"). \(elsewhere)"
        case .pending where task.assignedTo != nil && refusal.holder != "you":
            return "Task \(task.id) is assigned to \(refusal.holder ?? "someone else"). \(elsewhere)"
        case .pending: return "Task \(task.id) has just become free. Call claim_task again."
        case .blocked:
            return "Task \(task.id) is blocked. When its cause is gone call unblock_task first. \(elsewhere)"
        case .review, .completed: return "Task \(task.id) is \(standing(task, refusal)). \(elsewhere)"
        }
    }

    private static func standing(_ task: TaskItem, _ refusal: Refusal) -> String {
        let state = task.status == .review ? "under review" : task.status.rawValue
        return refusal.holder.map { "\(state), held by \($0)" } ?? state
    }

    private static func steps(from status: TaskStatus) -> String {
        switch status {
        case .pending: "Call claim_task first."
        case .inProgress: "From here: update_progress, submit_task, complete_task, block_task or release_task."
        case .review: "From here: approve_task or reject_task, by another worker than its assignee."
        case .blocked: "Call unblock_task first."
        case .completed: "There is nothing left to do; to reopen it call update_task with status=pending."
        }
    }

    /// The refusal's own sentence, ended by a full stop, and the next step.
    private static func sentence(_ refusal: Refusal, _ next: String) -> String {
        let message = refusal.error.message
        let ended = message.hasSuffix(".") ? message : message + "."
        return next.isEmpty ? ended : "\(ended) \(next)"
    }
}
