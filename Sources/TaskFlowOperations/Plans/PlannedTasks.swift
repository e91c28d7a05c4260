package import TaskFlowSchema

/// The tasks of a plan: at most 200, in a tree of at most 8 levels, with at most 1,000 needs, and no loop among them.
package struct PlannedTasks: SchemaValue {
    static let limit = 200
    static let needLimit = 1_000
    static let depthLimit = 8

    let all: [PlannedTask]

    package static func decode(_ json: JSON, into issues: inout Issues) -> PlannedTasks? {
        if let count = json.arrayValue?.count {
            if count > limit { issues.add(.tooLong(count, limit: limit, input: json)) }
            if count == 0 { issues.add(.value("a plan has at least one task", input: json)) }
            if count > limit || count == 0 { return nil }
        }
        guard case .array(let elements) = json else {
            _ = [PlannedTask].decode(json, into: &issues)
            return nil
        }
        let tasks = elements.enumerated().map { index, element in
            let mark = issues.count
            let task = PlannedTask.decode(element, into: &issues)
            issues.locate(since: mark, at: [.index(index)])
            return task
        }
        // What else is wrong is told at once, as far as it can be known.
        let check = PlanCheck(tasks, elements)
        for fault in check.faults { issues.add(fault) }
        let sound = tasks.compactMap(\.self)
        return check.faults.isEmpty && sound.count == tasks.count ? PlannedTasks(all: sound) : nil
    }

    package func encode(to writer: inout JSONWriter) { all.encode(to: &writer) }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema = [PlannedTask].describe(in: &definitions)
        schema["minItems"] = 1
        schema["maxItems"] = .integer(limit)
        return schema
    }

    package static var isList: Bool { true }
}

/// What is wrong with the tasks of a plan among themselves.
struct PlanCheck {
    private(set) var faults: [ValidationIssue] = []
    private let tasks: [PlannedTask?]
    private var places: [PlanRef: Int] = [:]

    /// - Parameters:
    ///   - tasks: `nil` where one is faulty in itself; others may still name it.
    ///   - elements: What was sent.
    init(_ tasks: [PlannedTask?], _ elements: [JSON]) {
        self.tasks = tasks
        findNames(elements)
        let parents = tasks.indices.map { place(of: tasks[$0]?.parent, at: [.index($0), .name("parent")]) }
        let needs = tasks.indices.map { task in
            (tasks[task]?.needs.all ?? []).enumerated().compactMap { place, need in
                self.place(of: need, at: [.index(task), .name("needs"), .index(place)]).map {
                    PlanOrder.Need(place: place, task: $0)
                }
            }
        }
        checkSize()
        var order = PlanOrder(parents: parents, needs: needs)
        checkTree(&order)
        for loop in order.loops() { faults.append(Self.fault(of: loop, tasks.map { $0?.needs.all }, names: name)) }
    }

    private mutating func findNames(_ elements: [JSON]) {
        for (index, element) in elements.enumerated() {
            var unused = Issues()
            let raw = element["ref"].flatMap { PlanRef.decode($0, into: &unused) }
            guard let ref = tasks[index]?.ref ?? raw else { continue }
            if let first = places[ref] {
                let words = "another task of the plan, that at \(first), has this ref"
                faults.append(.value(words, at: [.index(index), .name("ref")], input: ref.json))
            } else {
                places[ref] = index
            }
        }
    }

    private mutating func place(of reference: PlanReference?, at location: [ValidationIssue.Step]) -> Int? {
        guard case .ref(let ref)? = reference else { return nil }
        if let place = places[ref] { return place }
        faults.append(.value("no task of the plan has the ref '\(ref)'", at: location, input: ref.json))
        return nil
    }

    private mutating func checkSize() {
        let count = tasks.reduce(0) { $0 + ($1?.needs.all.count ?? 0) }
        guard count > PlannedTasks.needLimit else { return }
        let words = "the tasks of a plan have at most \(PlannedTasks.needLimit) needs together, not \(count)"
        faults.append(.value(words, input: .integer(count)))
    }

    private mutating func checkTree(_ order: inout PlanOrder) {
        for loop in order.cutParentLoops() {
            let way = loop.map(name).joined(separator: " → ")
            add("a task cannot be a part of itself: \(way)", atParentOf: loop[0])
        }
        for (task, depth) in order.depths(tasks.count).enumerated() where depth > PlannedTasks.depthLimit {
            add(
                "the tasks of a plan lie at most \(PlannedTasks.depthLimit) deep, and this at \(depth)",
                atParentOf: task)
        }
    }

    private mutating func add(_ words: String, atParentOf task: Int) {
        let input = tasks[task]?.parent?.json ?? .null
        faults.append(.value(words, at: [.index(task), .name("parent")], input: input))
    }

    private func name(_ task: Int) -> String { tasks[task]?.ref.rawValue ?? "?" }

    /// What is said of a need that closes a loop.
    static func fault(
        of loop: PlanOrder.Loop, _ needs: [[PlanReference]?], names: (Int) -> String
    ) -> ValidationIssue {
        let input = needs[loop.task]?[loop.place].json ?? .null
        let way = loop.way.map(names).joined(separator: " → ")
        let words =
            loop.way == [loop.task, loop.task]
            ? "a task cannot need itself" : "this makes a loop of tasks that wait for each other: \(way)"
        return .value(words, at: [.index(loop.task), .name("needs"), .index(loop.place)], input: input)
    }
}
