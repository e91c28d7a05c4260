internal import TaskFlowOperations
internal import TaskFlowSchema

/// Values that a server knows. Where it does not answer at once, or refuses, there are none, and nobody is told: a person is
/// typing.
struct ServerCandidates: Sendable {
    /// The whole may take so long.
    private static let patience: Duration = .milliseconds(800)
    /// So many tasks are looked up for their titles alone.
    private static let lookups = 8

    private let transport: HTTPTransport
    private let token: String

    /// - Returns: `nil` where there is no key for the server, or it must be renewed first: that is a command's business, and
    ///   no call that is given up halfway may spend what renews it.
    init?(_ settings: ClientSettings) {
        guard let token = settings.token, settings.stored?.isGood(for: 0) ?? true else { return nil }
        transport = HTTPTransport(address: settings.address, patience: 1)
        self.token = token
    }

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
        case .tasks(let groups): return await tasks(groups, wish.begun)
        case .workers: return await workers(wish.begun)
        case .members: return await members(given["slug"], wish.begun)
        case .projects: return await projects(wish.begun)
        case .tags: return await words("/api/tasks?sort=-updated_at&fields=tags&limit=100", "tags")
        case .capabilities: return await words("/api/workers?limit=100", "capabilities")
        case .questions: return await rows("/api/questions?status=open&limit=100", "id", "prompt")
        case .inboxItems: return await rows("/api/inbox?limit=100", "id", "title")
        case .keys: return await below("/api/workers/", given["id"], "/keys", "id", "name")
        case .links: return await below("/api/tasks/", given["task_id"], "/links", "id", "url")
        case .needs: return await below("/api/tasks/", given["id"], "/needs", "id", "title")
        case .options: return await options(given["question_id"])
        case .nothing, .text, .choices, .dates, .files, .folders: return []
        }
    }

    // MARK: Tasks

    private func tasks(_ groups: [[String]], _ begun: String) async -> [Candidate] {
        var found: [Candidate] = []
        var isWhole = true
        for statuses in groups where found.count < Offer.limit {
            let conditions = statuses.map { "status=\($0)&" }.joined()
            let sort = statuses == ["completed"] ? "-completed_at" : "urgency"
            let page = await rows("/api/tasks?\(conditions)sort=\(sort)&fields=id,title&limit=100", "id", "title")
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
        let numbers = await completions("tasks/{id}", "id", begun).filter { !known.contains($0) }
        guard numbers.count <= Self.lookups else { return numbers.map { Candidate($0) } }
        return await withTaskGroup(of: Candidate.self) { group in
            for number in numbers {
                group.addTask {
                    let task = await get("/api/tasks/\(PathEncoding.encode(number))?fields=id,title")
                    return Candidate(number, task?["title"]?.stringValue ?? "")
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted {
                ($0.value.count, $0.value) < ($1.value.count, $1.value)
            }
        }
    }

    // MARK: Others

    private func workers(_ begun: String) async -> [Candidate] {
        [Candidate("me", "you")] + Self.handles(await get("/api/workers?limit=100")?.arrayValue ?? [], "id", begun)
    }

    private func members(_ project: String?, _ begun: String) async -> [Candidate] {
        guard let project else { return [] }
        let rows = await get("/api/projects/\(project)/members")?.arrayValue ?? []
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
        let page = await rows("/api/projects?limit=100", "slug", "name")
        guard page.count >= Offer.limit, !begun.isEmpty else { return page }
        let fitting = page.filter { $0.value.hasPrefix(begun) }
        let others = await completions("projects/{slug}", "slug", begun)
        return fitting + others.filter { slug in !fitting.contains { $0.value == slug } }.map { Candidate($0) }
    }

    /// The words in a list of each row, the most frequent first.
    private func words(_ target: String, _ key: String) async -> [Candidate] {
        var counts: [String: Int] = [:]
        for row in await get(target)?.arrayValue ?? [] {
            for word in row[key]?.arrayValue ?? [] { counts[word.stringValue ?? "", default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Candidate($0.key) }
    }

    private func options(_ question: String?) async -> [Candidate] {
        guard let question else { return [] }
        let options = await get("/api/questions/\(question)")?["options"]?.arrayValue ?? []
        return options.compactMap(\.stringValue).map { Candidate($0) }
    }

    private func below(
        _ start: String, _ thing: String?, _ list: String, _ id: String, _ note: String
    ) async -> [Candidate] {
        guard let thing else { return [] }
        return await rows(start + thing + list, id, note)
    }

    private func rows(_ target: String, _ id: String, _ note: String) async -> [Candidate] {
        (await get(target)?.arrayValue ?? []).compactMap { row in
            row[id].map { Candidate(CellText.text($0), row[note]?.stringValue ?? "") }
        }
    }

    // MARK: Asking

    /// What MCP completes an argument of a resource to: by index, however many there are.
    private func completions(_ template: String, _ name: String, _ begun: String) async -> [String] {
        let call: JSON = [
            "jsonrpc": "2.0", "id": 1, "method": "completion/complete",
            "params": [
                "ref": ["type": "ref/resource", "uri": .string("taskflow://\(template)")],
                "argument": ["name": .string(name), "value": .string(begun)],
            ],
        ]
        var request = APIRequest(method: "POST", target: "/mcp", body: call.bytes)
        request.headers = [APIRequest.Header(name: "content-type", value: "application/json")]
        let values = await answer(request)?["result"]?["completion"]?["values"]?.arrayValue ?? []
        return values.compactMap(\.stringValue)
    }

    private func get(_ target: String) async -> JSON? { await answer(APIRequest(method: "GET", target: target)) }

    private func answer(_ request: APIRequest) async -> JSON? {
        guard let response = try? await transport.send(request, token: token), response.isSuccess else { return nil }
        return try? JSONParser.parse(response.body)
    }
}
