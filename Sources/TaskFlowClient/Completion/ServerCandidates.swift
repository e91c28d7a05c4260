internal import TaskFlowOperations
internal import TaskFlowSchema

/// Values that a server knows. Where it does not answer at once, or refuses, there are none, and nobody is told: a person is
/// typing.
struct ServerCandidates: Sendable {
    /// The whole may take so long.
    private static let patience: Duration = .milliseconds(800)

    let calls: CompletionCalls

    func candidates(for wish: CompletionWish) async -> [Candidate] {
        await withTaskGroup(of: [Candidate].self) { group in
            group.addTask { await find(wish) }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return []
            }
            defer { group.cancelAll() }
            return await group.next() ?? []
        }
    }

    private func find(_ wish: CompletionWish) async -> [Candidate] {
        let given = wish.given.mapValues(PathEncoding.encode)
        switch wish.source {
        case .tasks(let groups): return await TaskCandidates(calls: calls).found(groups, wish.begun)
        case .workers: return await workers(wish.begun)
        case .members: return await members(given["slug"], wish.begun)
        case .projects: return await projects(wish.begun)
        case .tags: return await words("/api/tasks?sort=-updated_at&fields=tags&limit=100", "tags")
        case .capabilities: return await words("/api/workers?limit=100", "capabilities")
        case .questions: return await calls.rows("/api/questions?status=open&limit=100", "id", "prompt")
        case .inboxItems: return await calls.rows("/api/inbox?limit=100", "id", "title")
        case .keys: return await below("/api/workers/", given["id"], "/keys", "id", "name")
        case .links: return await below("/api/tasks/", given["task_id"], "/links", "id", "url")
        case .needs: return await below("/api/tasks/", given["id"], "/needs", "id", "title")
        case .options: return await options(given["question_id"])
        case .nothing, .text, .choices, .dates, .files, .folders: return []
        }
    }

    private func workers(_ begun: String) async -> [Candidate] {
        [Candidate("me", "you")]
            + Self.handles(await calls.get("/api/workers?limit=100")?.arrayValue ?? [], "id", begun)
    }

    private func members(_ project: String?, _ begun: String) async -> [Candidate] {
        guard let project else { return [] }
        let rows = await calls.get("/api/projects/\(project)/members")?.arrayValue ?? []
        return Self.handles(rows, "worker_id", begun)
    }

    /// Whoever leaves out the `@` gets handles without it.
    private static func handles(_ rows: [JSON], _ key: String, _ begun: String) -> [Candidate] {
        rows.compactMap { row in
            guard let id = row[key]?.stringValue else { return nil }
            let isBare = !begun.isEmpty && !begun.hasPrefix("@") && id.hasPrefix("@")
            let name = row["name"]?.stringValue ?? row["role"]?.stringValue ?? ""
            return Candidate(isBare ? String(id.dropFirst()) : id, name == id ? row["type"]?.stringValue ?? "" : name)
        }
    }

    private func projects(_ begun: String) async -> [Candidate] {
        let page = await calls.rows("/api/projects?limit=100", "slug", "name")
        guard page.count >= Offer.limit, !begun.isEmpty else { return page }
        let fitting = page.filter { $0.value.hasPrefix(begun) }
        let others = await calls.completions("projects/{slug}", "slug", begun)
        return fitting + others.filter { slug in !fitting.contains { $0.value == slug } }.map { Candidate($0) }
    }

    /// The words in a list of each row, the most frequent first.
    private func words(_ target: String, _ key: String) async -> [Candidate] {
        var counts: [String: Int] = [:]
        for row in await calls.get(target)?.arrayValue ?? [] {
            for word in row[key]?.arrayValue ?? [] { counts[word.stringValue ?? "", default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Candidate($0.key) }
    }

    private func options(_ question: String?) async -> [Candidate] {
        guard let question else { return [] }
        let options = await calls.get("/api/questions/\(question)")?["options"]?.arrayValue ?? []
        return options.compactMap(\.stringValue).map { Candidate($0) }
    }

    private func below(
        _ start: String, _ thing: String?, _ list: String, _ id: String, _ note: String
    ) async -> [Candidate] {
        guard let thing else { return [] }
        return await calls.rows(start + thing + list, id, note)
    }
}
