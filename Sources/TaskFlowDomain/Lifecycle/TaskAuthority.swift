/// Who may take which step with a task they can see (docs/contract.md, 3.5). Pure.
package struct TaskAuthority: Sendable {
    private let actor: Actor
    private let task: TaskItem
    private let projectRole: ProjectRole?
    private let standing: ReviewStanding

    /// - Parameters:
    ///   - projectRole: the actor's role in the task's project; `nil` when it has none, or the task no project.
    ///   - standing: what may keep the actor from judging the work, beside what the task itself shows.
    package init(
        of actor: Actor, over task: TaskItem, projectRole: ProjectRole?, standing: ReviewStanding = ReviewStanding()
    ) {
        self.actor = actor
        self.task = task
        self.projectRole = projectRole
        self.standing = standing
    }

    /// Whether the actor may change the task at all: viewers only read.
    package var mayWork: Bool { actor.isAdmin || task.projectSlug == nil || projectRole?.mayWork == true }

    /// Whether the actor may delete the task: its creator, the project's owner, an admin.
    package var mayDelete: Bool { mayWork && (actor.isAdmin || isCreator || projectRole == .owner) }

    /// Refuses a step that is not the actor's to take: 403.
    package func check(_ transition: Transition) throws(TaskFlowError) {
        guard mayWork else { throw .forbidden("Viewers of a project may only read its tasks") }
        switch transition {
        case .start, .unblock, .goOn, .reopen: return
        case .assign(let worker): try checkTaking(for: worker)
        case .approve, .reject: try checkReview()
        case .complete where task.status == .review: try checkReview()
        case .progress, .submit, .complete, .block, .ask, .release: try checkHolder()
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
            throw .forbidden("Only the assignee, \(responsible) or an admin may do this")
        }
    }

    /// Work that somebody holds is not taken from them by just anyone; what is pending, or nobody's, is given freely.
    private func checkTaking(for worker: WorkerID?) throws(TaskFlowError) {
        guard let holder = task.holder, holder != worker, !isAssignee, !isResponsible else { return }
        throw .forbidden(
            "Only its holder \(holder), \(responsible) or an admin may take task \(task.id) from its holder")
    }

    private var responsible: String { task.projectSlug == nil ? "its creator" : "the project's owner" }

    /// Whether the work is the actor's, or partly so.
    private var didWork: Bool { isAssignee || task.submittedBy == actor.workerID || standing.hasHeld }

    private var principalDidWork: Bool {
        guard let person = standing.principal else { return false }
        return task.assignedTo == person || task.submittedBy == person || standing.principalHasHeld
    }

    /// Whoever did the work never judges it, save persons who own the project or are admins.
    private func checkReview() throws(TaskFlowError) {
        if actor.type == .agent {
            guard standing.rule == .anyone else {
                throw .forbidden("In this project a person must review the work: agents do not")
            }
            guard !didWork else { throw .forbidden("You worked on this task: someone else must review it") }
            guard !principalDidWork else {
                throw .forbidden("The person who answers for you worked on this task: someone else must review it")
            }
        } else if didWork, !actor.isAdmin, projectRole != .owner {
            let owner = task.projectSlug == nil ? "an admin" : "the project's owner or an admin"
            throw .forbidden("You worked on this task: someone else must review it, or \(owner)")
        }
    }
}

/// What may keep somebody from judging a task (docs/contract.md, 3.5), beside what the task itself shows.
package struct ReviewStanding: Sendable {
    /// Whether they held the task since it was created or last reopened.
    package let hasHeld: Bool
    /// The person who answers for them, where they are an agent.
    package let principal: WorkerID?
    /// Whether that person held the task since then.
    package let principalHasHeld: Bool
    /// Who may judge work in the task's project; ``ReviewRule/anyone`` without one.
    package let rule: ReviewRule

    package init(
        hasHeld: Bool = false, principal: WorkerID? = nil, principalHasHeld: Bool = false, rule: ReviewRule = .anyone
    ) {
        self.hasHeld = hasHeld
        self.principal = principal
        self.principalHasHeld = principalHasHeld
        self.rule = rule
    }
}
