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
    /// Of the tasks that were there before those that are not completed.
    private let openOld: Set<TaskID>

    init(_ tasks: [ImportedTask], there: ImportedBefore, workers: ImportWorkers, rules: ImportRules) {
        self.tasks = tasks
        self.there = there
        openOld = Set(there.tasks.values.filter(\.isOpen).map(\.id))
        parents = tasks.map { _ in nil }
        needs = tasks.map { _ in [] }
        statuses = tasks.map(\.status)
        assignees = tasks.map { workers[$0.assignedTo] }
        isMade = tasks.map { _ in false }
        choose()
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
        var needers: [Reference: Int] = [:]
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
        let loops = ImportLoops(parents: tasks.indices.map(above), needs: needs.map { $0.map(Self.place) }).closing
        for (task, index) in loops.sorted(by: { ($0.task, $1.index) > ($1.task, $0.index) }) {
            guard case .new(let needed) = needs[task].remove(at: index) else { continue }
            warn(task, .needLoop, "It and '\(tasks[needed].sourceID)' would wait for each other: it does not need it")
        }
    }

    private static func place(_ reference: Reference) -> Int? {
        if case .new(let place) = reference { place } else { nil }
    }
}
