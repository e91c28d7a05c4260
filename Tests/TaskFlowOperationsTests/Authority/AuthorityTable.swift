import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import Testing

/// One row of the authority table: a call, and what comes of it for each kind of caller (`nil`: it is done).
struct AuthorityRow: Sendable, CustomTestStringConvertible {
    let operation: any Operation.Type
    var status = TaskStatus.pending
    let input: @Sendable (Stage) -> JSONObject
    /// In the order: other tenant, stranger, viewer, member, assignee (an agent), owner, admin.
    let outcomes: [ErrorCode?]
    /// The same where an SSO answers for people, where that is not the same.
    var outcomesBesideSSO: [ErrorCode?]?
    /// What a key without the scope gets, where it is not `insufficient_scope`.
    var withoutScope: ErrorCode? = .insufficientScope

    var testDescription: String { operation.spec.name }
}

private func onTask(_ more: JSONObject = [:]) -> @Sendable (Stage) -> JSONObject {
    { stage in more.with("task_id", stage.task.json) }
}

private func always(_ input: JSONObject) -> @Sendable (Stage) -> JSONObject { { _ in input } }

private let (no, gone, ok): (ErrorCode?, ErrorCode?, ErrorCode?) = (.forbidden, .notFound, nil)

/// Who may call what (docs/contract.md, 3.5), a row an operation.
let authorityTable: [AuthorityRow] = taskRows + transitionRows + projectRows + workerRows

private let taskRows: [AuthorityRow] = [
    AuthorityRow(
        operation: CreateTask.self, input: always(["title": "x", "project_slug": "site"]),
        outcomes: [.validationFailed, .validationFailed, no, ok, ok, ok, ok]),
    AuthorityRow(
        operation: CreatePlan.self, input: always(["tasks": [["ref": "a", "title": "x"]], "project_slug": "site"]),
        outcomes: [.validationFailed, .validationFailed, no, ok, ok, ok, ok]),
    // For owners: a member may add tasks, but none that somebody else is said to have done.
    AuthorityRow(
        operation: ImportTasks.self,
        input: always(["source": "beads", "project_slug": "site", "tasks": [["source_id": "a", "title": "x"]]]),
        outcomes: [.validationFailed, .validationFailed, no, no, no, ok, ok]),
    AuthorityRow(operation: ListTasks.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(operation: Board.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(operation: TaskSteps.self, input: onTask(), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(operation: TaskBrief.self, input: onTask(), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(operation: ExplainTask.self, input: onTask(), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: ListNeeds.self, input: { ["id": $0.task.json] }, outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    // No task needs itself: whoever may, is told so.
    AuthorityRow(
        operation: AddNeed.self, input: { ["id": $0.task.json, "task_id": $0.task.json] },
        outcomes: [gone, gone, no, .dependencyCycle, .dependencyCycle, .dependencyCycle, .dependencyCycle]),
    AuthorityRow(
        operation: RemoveNeed.self, input: { ["id": $0.task.json, "needed_id": $0.task.json] },
        outcomes: [gone, gone, gone, gone, gone, gone, gone]),
    AuthorityRow(operation: ListComments.self, input: onTask(), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: AddComment.self, input: onTask(["text": "t"]), outcomes: [gone, gone, no, ok, ok, ok, ok]),
    AuthorityRow(
        operation: EditComment.self, input: { ["comment_id": $0.comment, "text": "new"] },
        outcomes: [gone, gone, no, no, ok, no, no]),
    AuthorityRow(
        operation: DeleteComment.self, input: { ["comment_id": $0.comment] },
        outcomes: [gone, gone, no, no, ok, no, no]),
    AuthorityRow(operation: ListLinks.self, input: onTask(), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: AddLink.self, input: onTask(["url": "https://example.org/"]),
        outcomes: [gone, gone, no, ok, ok, ok, ok]),
    AuthorityRow(
        operation: RemoveLink.self, input: onTask(["link_id": 1]), outcomes: [gone, gone, no, ok, ok, ok, ok]),
    AuthorityRow(
        operation: AskQuestion.self, input: onTask(["prompt": "p", "to": "@extra", "blocking": false]),
        outcomes: [gone, gone, no, ok, ok, ok, ok]),
    AuthorityRow(operation: ListQuestions.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: GetQuestion.self, input: { ["question_id": $0.question] },
        outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: AnswerQuestion.self, input: { ["question_id": $0.question, "text": "t"] },
        outcomes: [gone, gone, no, no, no, ok, ok]),
    AuthorityRow(
        operation: WithdrawQuestion.self, input: { ["question_id": $0.question] },
        outcomes: [gone, gone, no, no, ok, no, ok]),
    AuthorityRow(operation: MyInbox.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: InboxDone.self, input: always(["item_id": "r1"]),
        outcomes: [.conflict, .conflict, .conflict, .conflict, .conflict, .conflict, .conflict]),
    AuthorityRow(operation: TaskTimeline.self, input: onTask(), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(operation: GetTask.self, input: onTask(), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: UpdateTask.self, input: onTask(["title": "new"]), outcomes: [gone, gone, no, ok, ok, ok, ok]),
    AuthorityRow(operation: DeleteTask.self, input: onTask(), outcomes: [gone, gone, no, no, no, ok, ok]),
    AuthorityRow(operation: TaskAudit.self, input: onTask(), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
]

private let transitionRows: [AuthorityRow] = [
    AuthorityRow(operation: StartTask.self, input: onTask(), outcomes: [gone, gone, no, ok, ok, ok, ok]),
    AuthorityRow(operation: ClaimNext.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: Heartbeat.self, status: .inProgress, input: onTask(),
        outcomes: [gone, gone, .leaseLost, .leaseLost, ok, .leaseLost, .leaseLost]),
    AuthorityRow(
        operation: UpdateProgress.self, status: .inProgress, input: onTask(["percent": 5]),
        outcomes: [gone, gone, no, no, ok, ok, ok]),
    AuthorityRow(
        operation: SubmitTask.self, status: .inProgress, input: onTask(),
        outcomes: [gone, gone, no, no, ok, ok, ok]),
    AuthorityRow(
        operation: ApproveTask.self, status: .review, input: onTask(), outcomes: [gone, gone, no, ok, no, ok, ok]),
    AuthorityRow(
        operation: RejectTask.self, status: .review, input: onTask(["reason": "r"]),
        outcomes: [gone, gone, no, ok, no, ok, ok]),
    AuthorityRow(
        operation: CompleteTask.self, status: .inProgress, input: onTask(),
        outcomes: [gone, gone, no, no, ok, ok, ok]),
    AuthorityRow(
        operation: BlockTask.self, status: .inProgress, input: onTask(["reason": "r"]),
        outcomes: [gone, gone, no, no, ok, ok, ok]),
    AuthorityRow(
        operation: UnblockTask.self, status: .blocked, input: onTask(), outcomes: [gone, gone, no, ok, ok, ok, ok]),
    AuthorityRow(
        operation: ReleaseTask.self, status: .inProgress, input: onTask(),
        outcomes: [gone, gone, no, no, ok, ok, ok]),
    AuthorityRow(
        operation: AssignTask.self, input: onTask(["assignee": .null]), outcomes: [gone, gone, no, ok, ok, ok, ok]),
    AuthorityRow(
        operation: ReopenTask.self, status: .completed, input: onTask(), outcomes: [gone, gone, no, ok, ok, ok, ok]),
]

private let projectRows: [AuthorityRow] = [
    AuthorityRow(
        operation: CreateProject.self, input: always(["slug": "new"]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(operation: ListProjects.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: GetProject.self, input: always(["slug": "site"]), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: UpdateProject.self, input: always(["slug": "site", "name": "n"]),
        outcomes: [gone, gone, no, no, no, ok, ok]),
    AuthorityRow(
        operation: DeleteProject.self, input: always(["slug": "site", "force": true]),
        outcomes: [gone, gone, no, no, no, ok, ok]),
    AuthorityRow(
        operation: ListMembers.self, input: always(["slug": "site"]), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: AddMember.self, input: always(["slug": "site", "worker_id": "@bot"]),
        outcomes: [gone, gone, no, no, no, ok, ok]),
    AuthorityRow(
        operation: RemoveMember.self, input: always(["slug": "site", "worker_id": "@extra"]),
        outcomes: [gone, gone, no, no, no, ok, ok]),
    AuthorityRow(
        operation: ProjectAudit.self, input: always(["slug": "site"]), outcomes: [gone, gone, ok, ok, ok, ok, ok]),
    AuthorityRow(operation: ListAudit.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: WaitForChanges.self, input: always(["timeout_seconds": 0]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
]

private let workerRows: [AuthorityRow] = [
    AuthorityRow(
        operation: RegisterWorker.self, input: always(["handle": "@new"]), outcomes: [ok, ok, ok, ok, no, ok, ok]),
    AuthorityRow(operation: ListWorkers.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(operation: GetWorker.self, input: always(["id": "@bot"]), outcomes: [gone, ok, ok, ok, ok, ok, ok]),
    AuthorityRow(
        operation: UpdateWorker.self, input: always(["id": "@bot", "name": "n"]),
        outcomes: [gone, no, no, no, no, ok, ok]),
    AuthorityRow(
        operation: DeleteWorker.self, input: always(["id": "@bot"]), outcomes: [gone, no, no, no, no, ok, ok]),
    AuthorityRow(operation: CreateKey.self, input: always(["id": "@bot"]), outcomes: [gone, no, no, no, no, ok, ok]),
    AuthorityRow(operation: ListKeys.self, input: always(["id": "@bot"]), outcomes: [gone, no, no, no, no, ok, ok]),
    AuthorityRow(
        operation: RevokeKey.self, input: { ["id": "@bot", "key_id": $0.key.json] },
        outcomes: [gone, no, no, no, no, ok, ok]),
    // Sign-in links are for servers without an SSO; an admin of another tenant invites someone new into that.
    AuthorityRow(
        operation: InviteWorker.self, input: always(["id": "@extra"]), outcomes: [ok, no, no, no, no, no, ok],
        outcomesBesideSSO: [gone, no, no, no, no, no, no]),
    AuthorityRow(
        operation: LinkMe.self, input: always([:]), outcomes: [ok, ok, ok, ok, no, ok, ok],
        outcomesBesideSSO: [no, no, no, no, no, no, no]),
    AuthorityRow(
        operation: EndSessions.self, input: always(["id": "@extra"]), outcomes: [gone, no, no, no, no, no, ok]),
    AuthorityRow(
        operation: WhoAmI.self, input: always([:]), outcomes: [ok, ok, ok, ok, ok, ok, ok], withoutScope: nil),
]
