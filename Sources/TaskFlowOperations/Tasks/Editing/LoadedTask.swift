internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A task that the actor may see, with what decides over it: the actor's role in its project, and the project's rule.
struct LoadedTask {
    let task: StoredTask
    let role: ProjectRole?
    let reviewRequired: Bool
    /// What may keep the actor from judging it. Not known of a task that was loaded to be shown.
    let standing: ReviewStanding
    /// Whom it was granted to last; `nil` where it never was, or the task was loaded to be shown.
    let lease: LeaseRecord?

    /// The project the task lies in.
    var place: ProjectPlace? {
        guard let id = task.projectID, let slug = task.item.projectSlug else { return nil }
        return ProjectPlace(id: id, slug: slug, role: role)
    }

    /// What a task is loaded for.
    enum Purpose {
        /// To be looked at.
        case showing
        /// To say what may be done with it, in one snapshot.
        case judging
        /// To be changed: it is locked, and what may be done with it is judged on the row that was locked.
        case changing
    }

    /// Finds a task; one that the actor may not see is not found either (404).
    static func find(
        _ id: TaskID, for actor: Actor, _ purpose: Purpose, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> LoadedTask {
        let lock: RowLock = purpose == .changing ? .changing : .none
        try tx.hold("SELECT 1 FROM tasks WHERE id = \(id) AND tenant_id = \(actor.tenant)", lock, of: "tasks")
        let isJudged = purpose != .showing
        let sql = isJudged ? judged(id, by: actor) : shown(id, to: actor)
        let loaded = try tx.first(sql) { row in LoadedTask(row, isJudged: isJudged, actor) }
        guard let loaded, loaded.isVisible(to: actor) else { throw .notFound("Task") }
        return loaded
    }

    /// A task to be shown and nothing else, or some of its keys; one that the actor may not see is not found either (404).
    static func answer(
        _ id: TaskID, _ fields: TaskFields?, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> TaskAnswer {
        let answer = try tx.first(shown(id, to: actor)) { row -> TaskAnswer?? in
            guard let project = ProjectID?.read(row, StoredTask.width),
                let role = ProjectRole?.read(row, Self.width + 1)
            else { return nil }
            guard isVisible(to: actor, in: project, as: role) else { return .some(nil) }
            return TaskAnswer(row, fields).map { .some($0) }
        }
        guard let answer, let answer else { throw .notFound("Task") }
        return answer
    }

    private init?(_ row: any ColumnReader, isJudged: Bool, _ actor: Actor) {
        guard let task = StoredTask(row), let role = ProjectRole?.read(row, Self.width + 1) else { return nil }
        self.task = task
        self.role = role
        reviewRequired = Bool.read(row, Self.width) ?? false
        standing = isJudged ? Self.standing(row, isAgent: actor.type == .agent) : ReviewStanding()
        lease = isJudged ? LeaseRecord(row, Self.width + (actor.type == .agent ? 6 : 4)) : nil
    }

    private static func standing(_ row: any ColumnReader, isAgent: Bool) -> ReviewStanding {
        ReviewStanding(
            hasHeld: row.bool(width + 3), principal: isAgent ? WorkerID.read(row, width + 5) : nil,
            principalHasHeld: isAgent && row.bool(width + 4), rule: ReviewRule.read(row, width + 2) ?? .anyone)
    }

    private func isVisible(to actor: Actor) -> Bool { Self.isVisible(to: actor, in: task.projectID, as: role) }

    private static func isVisible(to actor: Actor, in project: ProjectID?, as role: ProjectRole?) -> Bool {
        actor.isAdmin || project == nil || role != nil
    }

    private static let width = TaskItem.schema.columnCount + 1
}

// Made once: they are run with nearly every call.
extension LoadedTask {
    private static func shown(_ id: TaskID, to actor: Actor) -> SQL {
        select.binding(actor.workerID.columnValue, id.columnValue, actor.tenant.columnValue)
    }

    private static func judged(_ id: TaskID, by actor: Actor) -> SQL {
        let (me, tenant) = (actor.workerID.columnValue, actor.tenant.columnValue)
        return actor.type == .agent
            ? selectForAgent.binding(me, tenant, me, tenant, tenant, me, tenant, me, id.columnValue, tenant)
            : selectForPerson.binding(me, me, id.columnValue, tenant)
    }

    private static let select = columns + source() + place
    private static let selectForPerson =
        columns + ", projects.review_by" + hasHeld("\("")") + ", " + LeaseRecord.columns + source(leases) + place
    private static let selectForAgent: SQL =
        columns + ", projects.review_by" + hasHeld("\("")") + hasHeld(principal)
        + ", CASE WHEN tasks.status = 'review' THEN \(principal) END, " + LeaseRecord.columns + source(leases) + place

    private static let columns: SQL =
        "SELECT " + StoredTask.columns + ", projects.review_required, project_members.role"

    private static func source(_ more: SQL = "") -> SQL {
        """
         FROM tasks LEFT JOIN projects ON projects.id = tasks.project_id\(more) \
        LEFT JOIN project_members ON project_members.project_id = tasks.project_id \
        AND project_members.worker_id = \("")
        """
    }

    private static let leases: SQL = " LEFT JOIN task_leases ON task_leases.task_id = tasks.id"
    private static let place: SQL = " WHERE tasks.id = \(0) AND tasks.tenant_id = \("")"

    private static let principal = AnsweringPerson.ofAgent("\("")", in: "\("")")

    /// Who held it is of interest where it is to be judged, which is under review.
    private static func hasHeld(_ worker: SQL) -> SQL {
        """
        , tasks.status = 'review' AND EXISTS (SELECT 1 FROM task_holders WHERE task_holders.task_id = tasks.id \
        AND task_holders.worker_id = \(worker))
        """
    }
}
