internal import TaskFlowOperations
internal import TaskFlowSchema

/// Asks before something is destroyed, and shows what it is.
struct Destruction {
    /// So often the server is asked what lies below a task.
    private static let calls = 60

    let client: CommandLineClient
    let settings: ClientSettings

    /// Comes back where it is meant.
    func confirm(_ invocation: Invocation) async throws(ClientFailure) {
        guard invocation.command.isDeletion, !invocation.options.yes else { return }
        guard client.console.terminal.isInteractive else {
            let phrase = "taskflow \(invocation.command.phrase)"
            throw .usage(
                UsageError("\(phrase) destroys, and nobody can be asked here: add --yes", hint: "\(phrase) --help"))
        }
        let victim = try await victim(invocation)
        guard client.console.confirms("Delete \(victim)?") else { throw .refused("Nothing was done") }
    }

    /// What would be destroyed, in words.
    private func victim(_ invocation: Invocation) async throws(ClientFailure) -> String {
        switch invocation.command.spec.name {
        case DeleteTask.spec.name: try await task(given("task_id", invocation))
        case DeleteProject.spec.name: try await project(given("slug", invocation))
        case DeleteWorker.spec.name: try await worker(given("id", invocation))
        default: "\(invocation.command.words.dropLast().joined(separator: " ")) \(given("comment_id", invocation))"
        }
    }

    private func task(_ id: String) async throws(ClientFailure) -> String {
        let task = try await get("/api/tasks/\(PathEncoding.encode(id))")
        let (subtasks, isAll) = try await below(id)
        return Self.joined(
            Sentence.task(task),
            [
                Self.count(subtasks, "subtask").map { isAll ? $0 : "\($0) or more" },
                Self.count(task["comments"]?.integerValue ?? 0, "comment"),
                Self.count(task["open_questions"]?.integerValue ?? 0, "open question"),
            ])
    }

    /// How many tasks lie below one, at all levels, and whether those are all: it asks only so often.
    private func below(_ id: String) async throws(ClientFailure) -> (count: Int, isAll: Bool) {
        var (rest, count, isAll) = ([id][...], 0, true)
        for _ in 0..<Self.calls {
            guard let next = rest.popFirst() else { return (count, isAll) }
            let page = APIRequest(
                method: "GET", target: "/api/tasks?parent_id=\(PathEncoding.encode(next))&limit=100&total=true")
            let answer = try await client.send(page, settings)
            let ids = ((try? JSONParser.parse(answer.body))?.arrayValue ?? []).map { CellText.line($0["id"]) }
            let total = answer.total.flatMap { Int($0) } ?? ids.count
            count += total
            if total > ids.count { isAll = false }
            rest += ids
        }
        return (count, isAll && rest.isEmpty)
    }

    private func project(_ slug: String) async throws(ClientFailure) -> String {
        let project = try await get("/api/projects/\(PathEncoding.encode(slug))")
        return Self.joined(
            "project \(CellText.line(project["slug"])), \(CellText.line(project["name"]))",
            [Self.count(project["task_count"]?.integerValue ?? 0, "task")])
    }

    private func worker(_ id: String) async throws(ClientFailure) -> String {
        let worker = try await get("/api/workers/\(PathEncoding.encode(id))")
        return Self.joined(
            "worker \(CellText.line(worker["handle"])), \(CellText.line(worker["name"]))",
            [Self.count(worker["holding"]?.integerValue ?? 0, "task in hand")])
    }

    private func get(_ path: String) async throws(ClientFailure) -> JSON {
        let response = try await client.send(APIRequest(method: "GET", target: path), settings)
        return (try? JSONParser.parse(response.body)) ?? .null
    }

    private func given(_ field: String, _ invocation: Invocation) -> String {
        guard case .text(let text) = invocation.values[field] else { return "" }
        return TerminalText.line(text)
    }

    private static func joined(_ name: String, _ counts: [String?]) -> String {
        let counts = counts.compactMap(\.self)
        return counts.isEmpty ? name : "\(name) (\(counts.joined(separator: ", ")))"
    }

    private static func count(_ number: Int, _ thing: String) -> String? {
        guard number != 1 else { return "1 \(thing)" }
        return number == 0 ? nil : "\(number) " + (thing == "task in hand" ? "tasks in hand" : "\(thing)s")
    }
}
