internal import TaskFlowDomain

/// Somebody who calls, as far as authority over a task is concerned. Always `@me`.
enum Caller: CaseIterable {
    case stranger, creator, viewer, viewerCreator, member, owner, admin
    case agent, agentCreator, agentMember, agentOwner, agentAdmin

    func authority(
        _ status: TaskStatus, _ holder: String?, _ inProject: Bool, submittedBy: String = "@earlier",
        _ standing: ReviewStanding = ReviewStanding()
    ) -> TaskAuthority {
        var task = TaskItem.example(status, assignedTo: holder, project: inProject ? "p" : nil)
        if isCreator { task.createdBy = WorkerID(trusted: "@me") }
        task.submittedBy = WorkerID(trusted: submittedBy)
        return TaskAuthority(of: actor, over: task, projectRole: inProject ? role : nil, standing: standing)
    }

    private var isCreator: Bool { [.creator, .viewerCreator, .agentCreator].contains(self) }

    private var role: ProjectRole? {
        switch self {
        case .stranger, .admin, .agent, .agentAdmin: nil
        case .viewer, .viewerCreator: .viewer
        case .creator, .member, .agentCreator, .agentMember: .member
        case .owner, .agentOwner: .owner
        }
    }

    private var actor: Actor {
        let isAgent = [.agent, .agentCreator, .agentMember, .agentOwner, .agentAdmin].contains(self)
        return Actor(
            workerID: WorkerID(trusted: "@me"), type: isAgent ? .agent : .human, tenant: .standard,
            role: self == .admin || self == .agentAdmin ? .admin : .member, scopes: .all, credential: .key,
            origin: Origin(via: .rest, requestID: "r"))
    }
}
