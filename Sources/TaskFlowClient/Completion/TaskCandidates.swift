internal import TaskFlowOperations
internal import TaskFlowSchema

/// Tasks that may be meant, with their titles.
struct TaskCandidates: Sendable {
    /// So many tasks are looked up for their titles alone.
    private static let lookups = 8

    let calls: CompletionCalls

    /// The tasks in some statuses, group after group, the most urgent first.
    ///
    /// - Parameter begun: What is there of the number: where the list is too long for one page, what begins so is looked for.
    func found(_ groups: [[String]], _ begun: String) async -> [Candidate] {
        var found: [Candidate] = []
        var isWhole = true
        for statuses in groups where found.count < Offer.limit {
            let conditions = statuses.map { "status=\($0)&" }.joined()
            let sort = statuses == ["completed"] ? "-completed_at" : "urgency"
            let page = await calls.rows("/api/tasks?\(conditions)sort=\(sort)&fields=id,title&limit=100", "id", "title")
            isWhole = isWhole && page.count < 100
            found += page
        }
        let fitting = found.filter { $0.value.hasPrefix(begun) }
        guard !isWhole || found.count >= Offer.limit, !begun.isEmpty, fitting.count < Offer.limit else {
            return fitting
        }
        return await fitting + rarer(begun, than: Set(fitting.map(\.value)))
    }

    /// Tasks further down in the list that begin so, and the titles of a few.
    private func rarer(_ begun: String, than known: Set<String>) async -> [Candidate] {
        let numbers = await calls.completions("tasks/{id}", "id", begun).filter { !known.contains($0) }
        guard numbers.count <= Self.lookups else { return numbers.map { Candidate($0) } }
        return await withTaskGroup(of: Candidate.self) { group in
            for number in numbers {
                group.addTask {
                    let task = await calls.get("/api/tasks/\(PathEncoding.encode(number))?fields=id,title")
                    return Candidate(number, task?["title"]?.stringValue ?? "")
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted {
                ($0.value.count, $0.value) < ($1.value.count, $1.value)
            }
        }
    }
}
