/// Who may take which step with a task they can see (contract sections 3 and 8). Pure.
public struct TaskAuthority: Sendable {
    private let actor: Actor
    private let task: TaskItem
    private let projectRole: ProjectRole?

    /// - Parameter projectRole: the actor's role in the task's project; `nil` when it has none, or the task no project.
    public init(of actor: Actor, over task: TaskItem, projectRole: ProjectRole?) {
        self.actor = actor
        self.task = task
        self.projectRole = projectRole
    }

    /// Whether the actor may change the task at all: viewers only read.
    public var mayWork: Bool { actor.isAdmin || task.projectSlug == nil || projectRole?.mayWork == true }

    /// Whether the actor may delete the task: its creator, the project's owner, an admin.
    public var mayDelete: Bool { mayWork && (actor.isAdmin || isCreator || projectRole == .owner) }

    /// Refuses a step that is not the actor's to take: 403.
    public func check(_ transition: Transition) throws(TaskFlowError) {
        guard mayWork else { throw .forbidden("Viewers of a project may only read its tasks") }
        switch transition {
        case .start, .unblock, .reopen, .assign: return
        case .approve, .reject: try checkReview()
        case .complete where task.status == .review: try checkReview()
        case .progress, .submit, .complete, .block, .release: try checkHolder()
        }
    }

    private var isCreator: Bool { task.createdBy == actor.workerID }
    private var isAssignee: Bool { task.assignedTo == actor.workerID }

    /// Whether the actor answers for the task: the project's owner, without a project its creator, and admins.
    private var isResponsible: Bool {
        actor.isAdmin || (task.projectSlug == nil ? isCreator : projectRole == .owner)
    }

    private func checkHolder() throws(TaskFlowError) {
        guard task.assignedTo == nil || isAssignee || isResponsible else {
            let responsible = task.projectSlug == nil ? "its creator" : "the project's owner"
            throw .forbidden("Only the assignee, \(responsible) or an admin may do this")
        }
    }

    private func checkReview() throws(TaskFlowError) {
        guard isAssignee else { return }
        guard actor.type != .agent else { throw .forbidden("An agent never reviews its own work") }
        guard actor.isAdmin || projectRole == .owner else { throw .forbidden("The assignee cannot review the task") }
    }
}
