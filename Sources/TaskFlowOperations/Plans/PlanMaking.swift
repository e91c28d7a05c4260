internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension PlanNames {
    /// The order of the plan together with what is there already.
    ///
    /// - Throws: 422 at each need that closes a loop.
    func order(in tx: borrowing Transaction) throws(TaskFlowError) -> PlanOrder {
        let tasks = input.tasks.all
        let outer = Set(parents.keys).union(needed.keys).sorted { $0.rawValue < $1.rawValue }
        let outerPlaces = Dictionary(uniqueKeysWithValues: outer.enumerated().map { ($1, tasks.count + $0) })
        func place(_ reference: PlanReference) -> Int? {
            switch reference {
            case .ref(let ref): places[ref]
            case .task(let id): outerPlaces[id]
            }
        }
        let above = tasks.indices.map { parentPlace(of: $0) ?? outerParent(of: $0).flatMap { outerPlaces[$0] } }
        let needs = tasks.map { task in
            task.needs.all.enumerated().compactMap { index, need in
                place(need).map { PlanOrder.Need(place: index, task: $0) }
            }
        }
        let known = try OrderWalk.known(from: Set(needed.keys), parents: Set(parents.keys), in: tx)
        let order = PlanOrder(
            parents: above + outer.map { _ in nil }, needs: needs + outer.map { _ in [] },
            known: known.compactMap { pair in
                guard let later = outerPlaces[pair.later.task], let earlier = outerPlaces[pair.earlier] else {
                    return nil
                }
                return (
                    PlanOrder.Moment(task: later, isEnd: pair.later.isEnd), PlanOrder.Moment(task: earlier, isEnd: true)
                )
            })
        let loops = order.loops()
        if loops.isEmpty { return order }
        let names = tasks.map(\.ref.rawValue) + outer.map(\.description)
        throw .invalid(
            loops.prefix(Issues.limit).map { loop in
                var fault = PlanCheck.fault(of: loop, tasks.map(\.needs.all)) { names[$0] }
                fault.location = Self.tasksPlace + fault.location
                return fault
            })
    }
}

/// Makes the tasks of a plan that was found to be sound.
struct PlanMaking {
    private let names: PlanNames
    private let order: PlanOrder

    init(_ names: PlanNames, _ order: PlanOrder) { (self.names, self.order) = (names, order) }

    /// Tasks first, parents before what lies under them, then what they need, then the audit rows.
    ///
    /// - Returns: Their numbers by ref, in the order of the plan.
    func make(in tx: borrowing Transaction) throws(TaskFlowError) -> [(ref: PlanRef, id: TaskID)] {
        let tasks = names.input.tasks.all
        var made: [Int: StoredTask] = [:]
        var persons: [TaskID?: SQL] = [:]
        for task in names.sequence {
            let outer = names.outerParent(of: names.root(of: task))
            let held = outer.flatMap { names.parents[$0]?.task }
            if persons[outer] == nil {
                persons[outer] = try Accountability.ofNewTask(by: names.actor, under: held?.item, in: tx)
            }
            let parent = names.parentPlace(of: task).flatMap { made[$0] } ?? held
            made[task] = try names.making(of: task, under: parent).insert(
                answeredFor: persons[outer] ?? "NULL", names.delegation(of: task), in: tx)
        }
        for task in names.sequence {
            guard let stored = made[task] else { continue }
            let needs = tasks[task].needs.all.compactMap { id(of: $0, made) }.distinct
            if !needs.isEmpty { try Needs.add(needs, to: stored.item.id, in: tx) }
            let plan: JSON = ["ref": tasks[task].ref.json, "tasks": .integer(tasks.count)]
            try names.making(of: task, under: nil).record(
                stored, needs: needs, names.delegation(of: task), plan: plan, in: tx)
        }
        return tasks.indices.compactMap { task in made[task].map { (tasks[task].ref, $0.item.id) } }
    }

    private func id(of reference: PlanReference, _ made: [Int: StoredTask]) -> TaskID? {
        switch reference {
        case .ref(let ref): names.places[ref].flatMap { made[$0]?.item.id }
        case .task(let id): id
        }
    }
}
