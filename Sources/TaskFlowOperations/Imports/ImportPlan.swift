internal import TaskFlowDomain
internal import TaskFlowSchema

/// What becomes of the tasks of an import: which are made, in which order, under what, and in which state. It touches no
/// database.
struct ImportPlan {
    /// A task that another names: one of the import, by its place, or one that is there already.
    enum Reference: Hashable {
        case new(Int)
        case old(TaskID)
    }

    /// How many levels of tasks an import may add.
    private static let depthLimit = 1_000

    let tasks: [ImportedTask]
    /// The places of those that are made, parents before what lies under them.
    private(set) var sequence: [Int] = []
    private(set) var parents: [Reference?]
    private(set) var needs: [[Reference]]
    private(set) var statuses: [TaskStatus]
    private(set) var assignees: [WorkerID?]
    private(set) var skipped = 0
    private(set) var leftOut = 0
    private(set) var warnings: [ImportWarning] = []
    private var isMade: [Bool]
    private var places: [SourceID: Int] = [:]
    private let there: ImportedBefore
    private let around: ImportSurroundings
    /// Of the tasks that were there before those that are not completed.
    private let openOld: Set<TaskID>

    init(
        _ tasks: [ImportedTask], there: ImportedBefore, around: ImportSurroundings, workers: ImportWorkers,
        rules: ImportRules
    ) {
        self.tasks = tasks
        self.there = there
        self.around = around
        openOld = Set(there.tasks.values.filter(\.isOpen).map(\.id))
        parents = tasks.map { _ in nil }
        needs = tasks.map { _ in [] }
        statuses = tasks.map { $0.isDropped ? .completed : $0.status }
        assignees = tasks.map { workers[$0.assignedTo] }
        isMade = tasks.map { _ in false }
        choose()
        tellCuts()
        findParents()
        setStates(workers, rules)
        openParents()
        findNeeds()
        cutNeeds()
    }

    /// Whether a task is not completed when it is there.
    func isOpen(_ reference: Reference) -> Bool {
        switch reference {
        case .new(let place): statuses[place] != .completed
        case .old(let id): openOld.contains(id)
        }
    }

    private mutating func warn(_ place: Int, _ code: ImportWarning.Code, _ text: String) {
        warnings.append(ImportWarning(sourceID: tasks[place].sourceID, code: code, text: text))
    }

    private mutating func choose() {
        for (place, task) in tasks.enumerated() {
            let id = task.sourceID
            if places[id] != nil {
                leftOut += 1
                warn(place, .duplicate, "'\(id)' is named twice: the first counts")
            } else if there.tasks[id] != nil {
                places[id] = place
                skipped += 1
            } else if there.gone.contains(id) {
                places[id] = place
                leftOut += 1
                warn(place, .deletedHere, "'\(id)' was imported before and deleted here: it stays away")
            } else {
                places[id] = place
                isMade[place] = true
            }
        }
    }

    /// Says which texts are not as they were.
    private mutating func tellCuts() {
        for place in tasks.indices where isMade[place] {
            if tasks[place].isTitleLong { warn(place, .titleCut, "Its title is cut: it begins the description, whole") }
            if tasks[place].isDescriptionCut { warn(place, .textCut, "The end of its description is cut off") }
            let comments = tasks[place].comments.all.count { $0.isCut }
            if comments > 0 { warn(place, .textCut, "The end of \(comments) of its comments is cut off") }
        }
    }

    private func reference(_ id: SourceID) -> Reference? {
        if let known = there.tasks[id] { return .old(known.id) }
        return places[id].flatMap { isMade[$0] ? .new($0) : nil }
    }

    private mutating func findParents() {
        for place in tasks.indices where isMade[place] {
            guard let id = tasks[place].parent else { continue }
            parents[place] = reference(id)
            if parents[place] == nil { warn(place, .parentMissing, "'\(id)' is not there: it lies under nothing") }
        }
        // Each way up is walked once; whoever meets itself again is cut off where the way closed.
        var seen = [Int](repeating: 0, count: tasks.count)
        for start in tasks.indices where isMade[start] && seen[start] == 0 {
            var way: [Int] = []
            var next: Int? = start
            while let place = next, seen[place] == 0 {
                seen[place] = start + 1
                way.append(place)
                next = above(place)
            }
            if let place = next, seen[place] == start + 1, let last = way.last {
                parents[last] = nil
                warn(last, .parentLoop, "It would lie under itself: it lies under nothing")
            }
        }
        sequence = order()
        cutDeep()
    }

    /// Nobody has use for a tree of a thousand levels, and what closes a gate at its top is counted at each of them.
    private mutating func cutDeep() {
        var depths = [Int](repeating: 1, count: tasks.count)
        for place in sequence {
            guard let above = above(place) else { continue }
            depths[place] = depths[above] + 1
            guard depths[place] > Self.depthLimit else { continue }
            (parents[place], depths[place]) = (nil, 1)
            warn(place, .tooDeep, "It would lie more than \(Self.depthLimit) deep: it lies under nothing")
        }
    }

    private func above(_ place: Int) -> Int? { if case .new(let above)? = parents[place] { above } else { nil } }

    /// Parents first, else in the order of the import.
    private func order() -> [Int] {
        var order: [Int] = []
        var isIn = isMade.map { !$0 }
        for start in tasks.indices where !isIn[start] {
            var way: [Int] = []
            var next: Int? = start
            while let place = next, !isIn[place] {
                isIn[place] = true
                way.append(place)
                next = above(place)
            }
            order += way.reversed()
        }
        return order
    }
}

extension ImportPlan {
    private mutating func setStates(_ workers: ImportWorkers, _ rules: ImportRules) {
        for place in sequence {
            if let worker = tasks[place].assignedTo, let refusal = workers.refusal(of: worker) {
                warn(place, .unknownWorker, "\(refusal): it is nobody's")
            }
            let status = statuses[place]
            if [.completed, .review].contains(status), !rules.takesJudged {
                change(place, to: .pending, "an agent brings no finished work into a project with reviews")
            } else if [.inProgress, .review].contains(status), assignees[place] == nil {
                change(place, to: .pending, "nobody is known who works on it")
            }
        }
    }

    private mutating func change(_ place: Int, to status: TaskStatus, _ why: String) {
        let before = statuses[place].rawValue
        statuses[place] = status
        warn(place, .statusChanged, "It comes in \(status.rawValue), not \(before): \(why)")
    }

    /// A completed task has no open subtask, and lies under no completed one while it is open itself.
    private mutating func openParents() {
        var hasOpen = [Bool](repeating: false, count: tasks.count)
        for place in sequence.reversed() {
            if statuses[place] == .completed, hasOpen[place] {
                change(place, to: .pending, "it has open subtasks")
            }
            guard statuses[place] != .completed else { continue }
            switch parents[place] {
            case .new(let above)?: hasOpen[above] = true
            case .old(let id)? where !openOld.contains(id):
                parents[place] = nil
                warn(place, .parentCompleted, "Task \(id), which it is a part of, is completed: it lies under nothing")
            case .old?, nil: break
            }
        }
    }

    private mutating func findNeeds() {
        var needers = Dictionary(uniqueKeysWithValues: around.needers.map { (Reference.old($0), $1) })
        for place in sequence {
            var found: [Reference] = []
            for id in tasks[place].needs.all {
                guard let reference = reference(id) else {
                    warn(place, .needMissing, "'\(id)', which it needs, is not there")
                    continue
                }
                if reference == .new(place) {
                    warn(place, .needItself, "It cannot need itself")
                } else if found.count < Needs.limit, needers[reference, default: 0] < Needs.neederLimit {
                    found.append(reference)
                    needers[reference, default: 0] += 1
                } else {
                    let (own, all) = (Needs.limit, Needs.neederLimit)
                    warn(place, .tooManyNeeds, "A task needs \(own) at most, and \(all) need one: '\(id)' is left out")
                }
            }
            needs[place] = found
        }
    }

    /// Takes needs away that close loops, so that each task can be done one day.
    private mutating func cutNeeds() {
        // Tasks that were there before stand behind those of the import.
        let old = Dictionary(uniqueKeysWithValues: around.tasks.enumerated().map { ($1, tasks.count + $0) })
        func place(_ reference: Reference) -> Int? {
            switch reference {
            case .new(let place): place
            case .old(let id): old[id]
            }
        }
        let loops = ImportLoops(
            parents: parents.map { $0.flatMap(place) }
                + around.tasks.map { around.parents[$0].flatMap { old[$0] } },
            needs: needs.map { $0.map(place) } + around.tasks.map { around.needs[$0, default: []].map { old[$0] } },
            count: tasks.count)
        // From the back, so that the places of others stay what they are.
        for (task, index) in loops.closing.reversed() {
            let other = name(of: needs[task].remove(at: index))
            warn(task, .needLoop, "It and \(other) would wait for each other: it does not need it")
        }
    }

    private func name(of reference: Reference) -> String {
        switch reference {
        case .new(let place): "'\(tasks[place].sourceID)'"
        case .old(let id): "task \(id)"
        }
    }
}
