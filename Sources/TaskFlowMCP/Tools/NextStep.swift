internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// What to do after a refusal: it depends on the code and, where that matters, on the tool, the task's state and what the
/// caller may do with the task. Advice never leads to another refusal.
enum NextStep {
    static func text(for refusal: Refusal) -> String {
        let id = refusal.task.map { "\($0.id)" } ?? refusal.arguments["task_id"]?.text ?? ""
        switch refusal.error.code {
        case .notFound: return notFound(refusal, id)
        case .invalidState, .assignedToOther: return TaskAdvice(refusal)?.text ?? look(refusal)
        case .forbidden where refusal.isOf(AnswerQuestion.self):
            return sentence(refusal, "Leave it to them. Call my_inbox for what waits for you.")
        case .forbidden: return TaskAdvice(refusal)?.textForForbidden ?? sentence(refusal, askOwner)
        case .openSubtasks: return subtasks(refusal, id)
        case .preconditionFailed:
            let version = refusal.error.currentVersion.map(String.init) ?? "its present version"
            return sentence(
                refusal, "Call get_task to see what changed; if you still want this, pass expected_version=\(version).")
        case .conflict where refusal.error.retryAfter != nil:
            return sentence(refusal, "Wait 1 s, then call again with the same key.")
        case .conflict: return sentence(refusal, "Call get_task with task_id=\(id), then decide anew.")
        case .notReady:
            return sentence(refusal, "Choose other work: call claim_next_task.")
        case .leaseLost:
            return sentence(refusal, "Drop this work, and call claim_next_task for other work.")
        case .claimLimit:
            return sentence(refusal, "Call submit_task or complete_task for one that is done, or release_task.")
        case .delegationCycle: return sentence(refusal, "")
        case .dependencyCycle, .hasDependents, .tooLarge: return look(refusal)
        case .alreadyAnswered, .questionClosed: return sentence(refusal, "Call my_inbox for what else waits for you.")
        case .approvalStale:
            return sentence(refusal, "Call answer_question with approved=false and say so in text, or leave it open.")
        case .alreadyExists: return sentence(refusal, "Use the one that is there, or another name.")
        case .rateLimited, .unavailable:
            return sentence(refusal, "Wait \(refusal.error.retryAfter ?? 1) s, then call again.")
        case .outcomeUnknown:
            return sentence(
                refusal,
                "Call again with the same idempotency_key; if you sent none, look with get_task or list_tasks whether it happened."
            )
        case .payloadTooLarge: return sentence(refusal, "Send less at once.")
        case .alreadyDone: return sentence(refusal, "Go on with what was done.")
        case .unauthenticated, .insufficientScope, .methodNotAllowed, .validationFailed, .internal:
            return sentence(refusal, "")
        }
    }

    private static let askOwner = "Ask the project's owner, or choose other work with list_tasks."

    private static func look(_ refusal: Refusal) -> String { sentence(refusal, "Call get_task to see how it stands.") }

    private static func notFound(_ refusal: Refusal, _ id: String) -> String {
        if refusal.isOf(AnswerQuestion.self) { return sentence(refusal, "Call my_inbox for the questions to you.") }
        guard !id.isEmpty else { return sentence(refusal, "Call list_projects to see what there is.") }
        return "There is no task \(id) that you can see. Call list_tasks to find the one you mean."
    }

    /// Open subtasks stand in the way of a step, or a completed parent in the way of an open subtask.
    private static func subtasks(_ refusal: Refusal, _ id: String) -> String {
        guard let parent = refusal.closedParent else {
            return sentence(
                refusal, "Call list_tasks with parent_id=\(id) to see the subtasks: they must be completed first.")
        }
        return sentence(
            refusal,
            "Call update_task with task_id=\(parent) and status=pending to reopen it, or choose another parent_id.")
    }

    /// The refusal's own sentence, ended by a full stop, and the next step.
    static func sentence(_ refusal: Refusal, _ next: String) -> String {
        let message = refusal.error.message
        let ended = message.hasSuffix(".") ? message : message + "."
        return next.isEmpty ? ended : "\(ended) \(next)"
    }
}
