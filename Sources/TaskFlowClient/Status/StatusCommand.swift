internal import TaskFlowSchema

/// `taskflow status`: the server, who the caller is to it, and what waits.
struct StatusCommand {
    let client: CommandLineClient
    let settings: ClientSettings

    func run(isJSON: Bool) async throws(ClientFailure) {
        let me = try await json("/api/me")
        let health = try await json("/health")
        let open = "status=pending&status=in_progress&status=review&status=blocked"
        let all = try await count("/api/tasks?\(open)&limit=1&total=true")
        let mine = try await count("/api/tasks?\(open)&assigned_to=me&limit=1&total=true")
        let inbox = try await count("/api/inbox?limit=1&total=true")
        let version = CellText.line(health["version"])
        guard !isJSON else {
            let told: JSON = [
                "server": .string(settings.address.text), "version": .string(version), "worker": me["worker"] ?? .null,
                "open_tasks": .integer(all), "my_open_tasks": .integer(mine), "inbox": .integer(inbox),
                "project": client.project?.project.map(JSON.string) ?? .null,
            ]
            return client.console.writeOutput(told.bytes + [UInt8(ascii: "\n")])
        }
        let worker = me["worker"]
        let kind = worker?["type"] == "agent" ? "an agent" : "a person"
        var lines = [
            "Server   \(settings.address.text), version \(version)",
            "You      \(CellText.line(worker?["handle"])), \(kind)\(me["role"] == "admin" || worker?["role"] == "admin" ? ", admin" : "")",
            "Open     \(Self.tasks(all)), \(mine) of them yours",
            "Inbox    \(inbox == 0 ? "empty" : "\(inbox) waiting: taskflow inbox")",
        ]
        if let file = client.project {
            lines.append("Project  \(file.project ?? "none") (\(TerminalText.line(file.path)))")
        }
        client.console.print(lines.joined(separator: "\n"))
    }

    private static func tasks(_ count: Int) -> String { count == 1 ? "1 task" : "\(count) tasks" }

    private func json(_ path: String) async throws(ClientFailure) -> JSON {
        let response = try await client.send(APIRequest(method: "GET", target: path), settings)
        guard let json = try? JSONParser.parse(response.body) else { throw .refused("The server's answer is not JSON") }
        return json
    }

    private func count(_ path: String) async throws(ClientFailure) -> Int {
        let response = try await client.send(APIRequest(method: "GET", target: path), settings)
        return response.total.flatMap { Int($0) } ?? 0
    }
}
