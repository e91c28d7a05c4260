internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Which changes a caller may hear of: those of its tenant that lie in no project or in one it belongs to; an admin, all.
/// Keys are nobody's resource: of them nothing is told, nor of what this version of the program does not know.
struct ChangeSight: Sendable {
    private let tenant: TenantID
    private let isAdmin: Bool
    /// The caller's projects, and those that are gone with it still in them: their end is told as well.
    private let projects: Set<ProjectID>
    private let gone: Set<ProjectID>

    /// The sight of a caller now.
    ///
    /// - Parameter before: what it saw when it was last looked at, less what it has been taken out of since.
    static func of(
        _ actor: Actor, before: ChangeSight?, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ChangeSight {
        let projects = try tx.all(
            """
            SELECT project_id FROM project_members WHERE tenant_id = \(actor.tenant) AND worker_id = \(actor.workerID)
            """
        ) { ProjectID.read($0, 0) }
        let present = Set(projects)
        return ChangeSight(
            tenant: actor.tenant, isAdmin: actor.isAdmin, projects: present,
            gone: before?.projects.subtracting(present) ?? [])
    }

    func sees(_ change: Change) -> Bool {
        guard change.tenant == tenant, change.entityType.isKnown, change.entityType != .key else { return false }
        guard !isAdmin, let project = change.projectID else { return true }
        return projects.contains(project) || (change.action == .deleted && gone.contains(project))
    }

    /// The same without the projects that someone was taken out of: it may have been this caller, and an end that is
    /// not told is better than one told to whom it does not concern any more.
    func without(removalsIn changes: [Change]) -> ChangeSight {
        let left = changes.lazy.filter { $0.action == .memberRemoved }.compactMap(\.projectID)
        return ChangeSight(tenant: tenant, isAdmin: isAdmin, projects: projects.subtracting(left), gone: gone)
    }
}

/// What one listener wants to be shown, before it is known whether it may see it.
struct ChangeShowing: Sendable {
    let listener: ChangeListener
    let changes: [Change]
    /// What it saw when it was last looked at.
    let sight: ChangeSight

    /// What it may see, and what it sees from now on; no sight when its credential is no longer good.
    struct Outcome: Sendable {
        fileprivate let listener: ChangeListener
        fileprivate let changes: [Change]
        fileprivate let sight: ChangeSight?

        func tell() {
            if let sight { listener.put(changes, sight: sight) } else { listener.end() }
        }
    }

    /// - Throws: what says nothing of the credential, such as an outage.
    func outcome(_ authenticator: Authenticator, in tx: borrowing Transaction) throws(TaskFlowError) -> Outcome {
        guard let actor = try authenticator.standing(listener.credential, listener.origin, in: tx),
            actor.scopes.contains(.tasksRead)
        else { return Outcome(listener: listener, changes: [], sight: nil) }
        let sight = try ChangeSight.of(actor, before: sight, in: tx)
        return Outcome(listener: listener, changes: changes.compactMap { shown($0, sight) }, sight: sight)
    }

    /// That a task came or went is the listener's own business, even where it may see the task no longer: then it hears that
    /// of itself alone.
    private func shown(_ change: Change, _ sight: ChangeSight) -> Change? {
        let isHolder = change.holders.contains(listener.worker)
        if sight.sees(change) {
            var change = change
            change.holders = isHolder ? [listener.worker] : []
            return change
        }
        guard isHolder else { return nil }
        let own = change.own(of: listener.worker)
        return listener.isWanted(own) ? own : nil
    }
}
