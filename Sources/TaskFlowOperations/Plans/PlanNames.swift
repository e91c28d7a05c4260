internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What a plan names that is there already, found and held.
struct PlanNames {
    let input: CreatePlan.Input
    let actor: Actor
    /// The places of the tasks by their refs.
    let places: [PlanRef: Int]
    /// The tasks that are there already and get subtasks.
    private(set) var parents: [TaskID: ParentReference] = [:]
    /// The tasks that are there already and are needed, with whether they are open.
    private(set) var needed: [TaskID: Bool] = [:]
    /// Where each task is to lie; known once its parent's is.
    private(set) var projects: [ProjectPlace?]
    private(set) var assignees: [WorkerID?]
    private var faults: [ValidationIssue] = []
    /// How what lies under tasks that are there already is handed on: all of it once.
    private var delegations: [TaskID: Delegation] = [:]

    /// Tasks in an order in which a parent comes before what lies under it.
    let sequence: [Int]

    private var tasks: [PlannedTask] { input.tasks.all }

    /// Finds it all, or says everything that is wrong with it.
    ///
    /// - Throws: 422 for what the actor does not see, at each place; 403, 400 and 409 as `create_task` does.
    static func find(
        of input: CreatePlan.Input, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> PlanNames {
        var names = PlanNames(input, actor)
        try names.hold(in: tx)
        try names.findParents(in: tx)
        try names.findNeeded(in: tx)
        try names.findProjects(in: tx)
        try names.findAssignees(in: tx)
        guard names.faults.isEmpty else { throw .invalid(Array(names.faults.prefix(Issues.limit))) }
        try names.check()
        try names.findDelegations(in: tx)
        return names
    }

    private init(_ input: CreatePlan.Input, _ actor: Actor) {
        self.input = input
        self.actor = actor
        let tasks = input.tasks.all
        places = Dictionary(tasks.enumerated().map { ($1.ref, $0) }) { first, _ in first }
        projects = tasks.map { _ in nil }
        assignees = tasks.map { _ in nil }
        sequence = Self.sequence(tasks, places)
    }

    /// The order of the plan, save that a task that is named as a parent before its turn comes earlier.
    private static func sequence(_ tasks: [PlannedTask], _ places: [PlanRef: Int]) -> [Int] {
        var sequence: [Int] = []
        var isIn = [Bool](repeating: false, count: tasks.count)
        for start in tasks.indices {
            var way: [Int] = []
            var next: Int? = start
            while let task = next, !isIn[task] {
                isIn[task] = true
                way.append(task)
                next = if case .ref(let ref)? = tasks[task].parent { places[ref] } else { nil }
            }
            sequence += way.reversed()
        }
        return sequence
    }

    /// The place of the task of the plan that a task lies under.
    func parentPlace(of task: Int) -> Int? {
        if case .ref(let ref)? = tasks[task].parent { places[ref] } else { nil }
    }

    /// The task that is there already and that a task is to lie under.
    func outerParent(of task: Int) -> TaskID? {
        switch tasks[task].parent {
        case .ref?: nil
        case .task(let id)?: id
        case nil: input.parentID
        }
    }

    /// The project that is named for a task, if one is.
    func slug(of task: Int) -> Slug? {
        tasks[task].projectSlug ?? (tasks[task].parent == nil ? input.projectSlug : nil)
    }

    /// The making of a task.
    ///
    /// - Parameter parent: What it lies under, which is there by now.
    func making(of task: Int, under parent: StoredTask?) -> TaskMaking {
        let waits = Set(tasks[task].needs.all).count { need in need.task.map { needed[$0] == true } ?? true }
        return TaskMaking(
            input: tasks[task].input(under: parent?.item.id, in: slug(of: task)), parent: parent,
            project: projects[task],
            assignee: assignees[task], waits: waits, actor: actor)
    }
}

extension PlanNames {
    private func hold(in tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite { return }
        try TaskLocks.changeTree(of: actor, in: tx)
        struct Reliance: Hashable {
            let slug: Slug?
            let parent: TaskID?
            let assignee: WorkerReference?
        }
        var held: Set<Reliance> = []
        for task in sequence {
            let root = root(of: task)
            let one = Reliance(
                slug: slug(of: task) ?? slug(of: root), parent: outerParent(of: root), assignee: tasks[task].assignedTo)
            guard held.insert(one).inserted else { continue }
            try TaskLocks.keepPlace(named: one.slug, under: one.parent, for: one.assignee, by: actor, in: tx)
        }
    }

    /// The task of the plan at the top of that one's tree.
    func root(of task: Int) -> Int {
        var root = task
        while let above = parentPlace(of: root) { root = above }
        return root
    }

    private mutating func findParents(in tx: borrowing Transaction) throws(TaskFlowError) {
        let ids = Set(tasks.indices.compactMap { outerParent(of: $0) } + [input.parentID].compactMap(\.self))
        var missing: [TaskID: TaskFlowError] = [:]
        for id in ids.sorted(by: { $0.rawValue < $1.rawValue }) {
            do throws(TaskFlowError) { parents[id] = try ParentReference.find(id, for: actor, in: tx) } catch {
                guard error.code == .validationFailed else { throw error }
                missing[id] = error
            }
        }
        if let error = input.parentID.flatMap({ missing[$0] }) { faults += error.issues }
        for (task, planned) in tasks.enumerated() {
            guard let error = planned.parent?.task.flatMap({ missing[$0] }) else { continue }
            note(error, at: [.index(task), .name("parent")])
        }
    }

    private mutating func findNeeded(in tx: borrowing Transaction) throws(TaskFlowError) {
        let ids = tasks.flatMap { $0.needs.all.compactMap(\.task) }.distinct
        for one in try Needs.visible(ids, to: actor, in: tx) { needed[one.id] = one.isOpen }
        for (task, planned) in tasks.enumerated() {
            for (place, id) in planned.needs.all.map(\.task).enumerated() {
                guard let id, needed[id] == nil else { continue }
                let at: [ValidationIssue.Step] = [.index(task), .name("needs"), .index(place)]
                faults.append(.value("task \(id) not found", at: Self.tasksPlace + at, input: id.json))
            }
        }
    }

    private mutating func findProjects(in tx: borrowing Transaction) throws(TaskFlowError) {
        var found: [Slug: ProjectPlace] = [:]
        var missing: [Slug: TaskFlowError] = [:]
        for task in sequence {
            let above =
                parentPlace(of: task).map { projects[$0]?.slug } ?? outerParent(of: task).map { parents[$0]?.slug }
            guard let slug = slug(of: task) ?? above ?? nil else { continue }
            if found[slug] == nil, missing[slug] == nil {
                do throws(TaskFlowError) {
                    found[slug] = try TaskMaking.place(slug, under: nil, for: actor, in: tx)
                } catch {
                    guard error.code == .validationFailed else { throw error }
                    missing[slug] = error
                    if slug == input.projectSlug { faults += error.issues }
                }
            }
            projects[task] = found[slug]
            if let error = missing[slug], slug == tasks[task].projectSlug {
                note(error, at: [.index(task), .name("project_slug")])
            }
        }
    }

    private mutating func findAssignees(in tx: borrowing Transaction) throws(TaskFlowError) {
        struct Asked: Hashable {
            let worker: WorkerReference
            let project: ProjectID?
        }
        var found: [Asked: WorkerID] = [:]
        for (task, planned) in tasks.enumerated() {
            guard let worker = planned.assignedTo else { continue }
            let asked = Asked(worker: worker, project: projects[task]?.id)
            do throws(TaskFlowError) {
                if found[asked] == nil {
                    found[asked] = try Assignee.find(worker, for: projects[task], actor: actor, in: tx)
                }
                assignees[task] = found[asked]
            } catch {
                guard error.code == .validationFailed else { throw error }
                note(error, at: [.index(task), .name("assigned_to")])
            }
        }
    }

    /// Refuses what `create_task` refuses of a task that names nothing wrong.
    private func check() throws(TaskFlowError) {
        for task in sequence { try checkPlace(of: task) }
        for id in parents.keys.sorted(by: { $0.rawValue < $1.rawValue }) { try parents[id]?.requireOpen() }
    }

    private func checkPlace(of task: Int) throws(TaskFlowError) {
        try making(of: task, under: outerParent(of: task).flatMap { parents[$0]?.task }).checkPlace()
        guard let above = parentPlace(of: task), projects[above]?.id != projects[task]?.id else { return }
        throw TaskFlowError(
            .invalidState,
            "A subtask must lie in its parent's project: '\(tasks[task].ref)' lies under '\(tasks[above].ref)'")
    }

    /// How a task is handed on.
    func delegation(of task: Int) -> Delegation {
        outerParent(of: root(of: task)).flatMap { delegations[$0] } ?? .none
    }

    private mutating func findDelegations(in tx: borrowing Transaction) throws(TaskFlowError) {
        for (id, parent) in parents {
            delegations[id] = try Delegation.ofNewTask(under: parent.task.item, to: nil, by: actor, in: tx)
        }
        for task in sequence { try delegation(of: task).check(assignees[task], by: actor) }
    }

    private mutating func note(_ error: TaskFlowError, at place: [ValidationIssue.Step]) {
        for var issue in error.issues {
            issue.location = Self.tasksPlace + place
            faults.append(issue)
        }
    }

    static let tasksPlace: [ValidationIssue.Step] = [.name("body"), .name("tasks")]
}

extension ParentReference {
    /// The project it lies in.
    fileprivate var slug: Slug? { task.item.projectSlug }
}
