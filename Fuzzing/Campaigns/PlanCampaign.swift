internal import TaskFlowOperations
internal import TaskFlowSchema

/// A plan is read as what it is, or refused at places that it has: one that is taken can be worked off from its first task to
/// its last, and one that is refused for loops alone cannot.
struct PlanCampaign: Campaign {
    let name = "plan"

    func run(_ random: inout Random) async throws(Violation) {
        let plan = random.oneIn(3) ? strange(&random) : RandomPlan(&random).json
        var issues = Issues()
        let input = CreatePlan.read(arguments(plan), into: &issues)
        guard (input == nil) == (issues.count > 0) else {
            throw Violation("\(issues.count) faults and \(input == nil ? "no" : "a") plan", plan.text)
        }
        for issue in issues.all where issue.location.first != .name("body") || issue.message.isEmpty {
            throw Violation("a fault without place or words", plan.text)
        }
        let loops = issues.all.filter {
            $0.message.contains("wait for each other") || $0.message.contains("need itself")
        }
        guard loops.count == issues.count, let tasks = plan["tasks"]?.arrayValue else { return }
        guard Work.canBeDone(tasks) == loops.isEmpty else {
            throw Violation(loops.isEmpty ? "a loop was taken" : "a loop was told where there is none", plan.text)
        }
    }

    private func arguments(_ plan: JSON) -> Arguments {
        var arguments = Arguments()
        arguments.body = .json(plan)
        return arguments
    }

    /// A plan in which anything may be anything.
    private func strange(_ random: inout Random) -> JSON {
        var object = RandomPlan(&random).json.objectValue ?? JSONObject()
        var tasks = object["tasks"]?.arrayValue ?? []
        for index in tasks.indices where random.oneIn(2) {
            guard var task = tasks[index].objectValue else { continue }
            let name = random.pick(["ref", "title", "parent", "needs", "needs_", "priority", ""], or: "ref")
            task[name] = (try? JSONParser.parse(GeneratedJSON.text(&random, depth: 3).utf8)) ?? .null
            tasks[index] = random.oneIn(9) ? .null : .object(task)
        }
        object["tasks"] = .array(tasks)
        return .object(object)
    }
}

private struct RandomPlan {
    let json: JSON

    init(_ random: inout Random) {
        let count = random.below(8) + 1
        func ref() -> JSON { .string("t\(random.below(count))") }
        let tasks = (0..<count).map { number -> JSON in
            let needs = (0..<random.below(3)).map { _ in ref() }
            // A parent that comes earlier makes no loop of parents.
            let parent: JSON = number == 0 || random.oneIn(2) ? .null : .string("t\(random.below(number))")
            return ["ref": .string("t\(number)"), "title": "t", "parent": parent, "needs": .array(needs)]
        }
        json = ["tasks": .array(tasks)]
    }
}

/// Works a plan off as people would, without a thought of what a loop is.
private enum Work {
    static func canBeDone(_ tasks: [JSON]) -> Bool {
        var done: Set<String> = []
        func ref(_ task: JSON) -> String { task["ref"]?.stringValue ?? "" }
        func isOpen(_ task: JSON) -> Bool {
            let needs = task["needs"]?.arrayValue?.compactMap(\.stringValue) ?? []
            guard needs.allSatisfy(done.contains) else { return false }
            guard let parent = task["parent"]?.stringValue, let above = tasks.first(where: { ref($0) == parent }) else {
                return true
            }
            return isOpen(above)
        }
        while true {
            let next = tasks.filter { task in
                let parts = tasks.filter { $0["parent"]?.stringValue == ref(task) }
                return !done.contains(ref(task)) && isOpen(task) && parts.allSatisfy { done.contains(ref($0)) }
            }
            if next.isEmpty { return done.count == tasks.count }
            for task in next { done.insert(ref(task)) }
        }
    }
}
