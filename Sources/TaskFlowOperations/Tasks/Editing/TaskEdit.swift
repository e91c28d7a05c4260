internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A change to one task in the making: checked in the contract's order, taken step by step, written as one UPDATE.
struct TaskEdit {
    let loaded: LoadedTask
    let actor: Actor
    private let version: VersionMatch?
    private let fence: Fence
    /// Whether a late holder takes the task back with this change.
    private let isResumed: Bool
    private(set) var task: TaskItem
    private var entries: [(action: AuditAction, context: JSONObject)] = []

    /// Loads and locks a task that the actor may see (404), by the claim that it names (409). One that is only judged is not
    /// locked, and must not be saved.
    ///
    /// A holder whose lease is over, and whose task nobody else was granted, takes it back with what it brings.
    init(
        of id: TaskID, ifMatch: VersionMatch?, _ fence: Fence = .none, by actor: Actor,
        _ purpose: LoadedTask.Purpose = .changing, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        loaded = try LoadedTask.find(id, for: actor, purpose, in: tx)
        self.actor = actor
        task = loaded.task.item
        version = ifMatch
        self.fence = fence
        try fence.check(task, loaded.lease)
        isResumed = fence.generation != nil && loaded.lease?.isOpen(to: actor.workerID, task) == true
        if isResumed { take(.start(by: actor.workerID), context: ["resumed": true], at: tx.now) }
    }

    /// Who may do what with the task as it now stands.
    var authority: TaskAuthority { authority(over: task) }

    private func authority(over task: TaskItem) -> TaskAuthority {
        TaskAuthority(of: actor, over: task, projectRole: loaded.role, standing: loaded.standing)
    }

    /// Refuses what the actor may not do (403), a stale version (412), or a step from the wrong state (400, 409).
    func check(_ transition: Transition) throws(TaskFlowError) {
        if case .start = transition { return try StartRule(by: actor, ifMatch: version).check(self) }
        try checkAuthority(transition)
        try fence.demand(loaded.task.item, loaded.lease, of: actor)
        try checkVersion()
        try TaskLifecycle.check(transition, of: task)
        if transition == .complete, task.status == .inProgress, loaded.reviewRequired {
            throw TaskFlowError(.invalidState, "Task needs review: submit it first")
        }
    }

    /// Refuses a step that is not the actor's to take, as the task was found and as it stands: no step of a change makes
    /// another one the actor's to take.
    func checkAuthority(_ transition: Transition) throws(TaskFlowError) {
        try authority(over: loaded.task.item).check(transition)
        try authority.check(transition)
    }

    /// Refuses whoever may not work on the task (403), and a holder who does not say by which claim (422): what somebody says about
    /// it, rather than changes, demands no more.
    func checkWord() throws(TaskFlowError) {
        guard authority.mayWork else { throw .forbidden("Viewers of a project may only read its tasks") }
        try fence.demand(loaded.task.item, loaded.lease, of: actor)
    }

    /// Refuses a version that the caller has not seen.
    func checkVersion() throws(TaskFlowError) { try version?.check(loaded.task.item) }

    /// Takes a step that ``check(_:)`` allows and remembers its audit row; a reason or note that was given with it stays with
    /// the task.
    mutating func take(
        _ transition: Transition, context: JSONObject = [:], remark: Note? = nil, at now: Timestamp
    ) {
        let before = task
        let action = task.status == .review && transition == .complete ? .approve : transition
        TaskLifecycle.apply(action, to: &task, at: now)
        if let remark {
            let author = actor.type == .system ? nil : actor.workerID
            task.remark = Remark(action: action.action, text: remark, by: author, at: now)
        }
        entries.append((action.action, TaskDifference.context(of: action, before, task, context)))
    }

    /// Takes a step with a reason that it needs, or a note that it may have.
    mutating func take(_ transition: Transition, _ remark: (member: String, text: Note?), at now: Timestamp) {
        let context: JSONObject = remark.text.map { [remark.member: $0.json] } ?? [:]
        take(transition, context: context, remark: remark.text, at: now)
    }

    /// Changes fields and remembers one `updated` row for all of them; nothing when none differs.
    mutating func change(_ edit: (inout TaskItem) -> Void) {
        let before = task
        edit(&task)
        let changes = StoredTask.table.changes(from: before, to: task).context
        if !changes.members.isEmpty { entries.append((.updated, changes)) }
    }

    /// Changes which tasks it needs, with a row for each. The tree must be held.
    mutating func change(_ needs: NeedsChange, in tx: borrowing Transaction) throws(TaskFlowError) {
        if needs.isEmpty { return }
        try needs.write(for: task, in: tx)
        task.waits = needs.waits
        for id in needs.removed { entries.append((.needRemoved, ["needed_id": id.json])) }
        for id in needs.added { entries.append((.needAdded, ["needed_id": id.json])) }
    }

    /// Writes what changed, version + 1 in all, and the audit rows; answers the task as it now stands.
    mutating func save(in tx: borrowing Transaction) throws(TaskFlowError) -> TaskItem {
        if entries.isEmpty { return loaded.task.item }
        task.version += 1
        task.updatedAt = tx.now
        let before = loaded.task.item
        try Gates.follow(before, task, in: tx)
        let ended = try QuestionFollowing(before: before, after: task).follow(in: tx)
        var assignments = StoredTask.table.changes(from: before, to: task).assignments
        if isNewRevision { assignments += ", revision = revision + 1" }
        let stored = try tx.first(
            """
            UPDATE tasks SET \(assignments) WHERE id = \(task.id) AND status = \(before.status) \
            AND version = \(before.version)\(StoredTask.returning)
            """, StoredTask.init)
        guard var stored else { throw TaskFlowError(.conflict, "Task \(task.id) changed meanwhile: try again") }
        let following = LeaseFollowing(
            before: before, after: stored, record: loaded.lease, actor: actor, isResumed: isResumed)
        stored.item.lease = try following.follow(in: tx)
        try keepSubmitter(in: tx)
        for entry in entries { try tx.record(entry.action, stored, context: entry.context, by: actor) }
        for question in ended { try tx.record(.questionClosed, stored, context: question.context, by: actor) }
        return stored.item
    }

    /// An agent that hands in what is another's has had a hand in it: it is among those who never judge it.
    private func keepSubmitter(in tx: borrowing Transaction) throws(TaskFlowError) {
        guard actor.type == .agent, actor.workerID != task.submittedBy,
            entries.contains(where: { $0.action == .submitted })
        else { return }
        try tx.later(
            """
            INSERT INTO task_holders (task_id, worker_id) VALUES (\(task.id), \(actor.workerID)) ON CONFLICT DO NOTHING
            """)
    }

    /// Whether the work is another than before: its content, or that it was handed in.
    private var isNewRevision: Bool {
        let before = loaded.task.item
        return before.title != task.title || before.description != task.description
            || entries.contains { $0.action == .submitted }
    }
}

/// What the audit log says of a step.
enum TaskDifference {
    /// What the caller gave, then how state and assignee changed. A start always moves from pending to its caller, so its row
    /// says the former alone, whichever way it came about.
    static func context(
        of transition: Transition, _ before: TaskItem, _ after: TaskItem, _ given: JSONObject
    ) -> JSONObject {
        let changes = StoredTask.table.changes(from: before, to: after)
        var context = given
        if let status = changes["status"] { context["status"] = status }
        if case .start = transition { return context }
        if let assignee = changes["assigned_to"] { context["assigned_to"] = assignee }
        if let submitter = changes["submitted_by"] { context["submitted_by"] = submitter }
        return context
    }
}
