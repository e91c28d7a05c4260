internal import TaskFlowOperations
internal import TaskFlowSchema

/// `list --watch`: the list, and again whenever something has changed, until it is stopped.
struct ListWatch {
    /// As long as the server waits at most (docs/contract.md, 4.3).
    private static let patience = 50
    /// Changes that come together are shown together.
    private static let rest: Duration = .milliseconds(300)

    let client: CommandLineClient
    let settings: ClientSettings

    func run(_ invocation: Invocation) async throws(ClientFailure) {
        var cursor = try await changes(after: nil).cursor
        while !StandardOutput.hasFailed {
            let pages = try await pages(invocation)
            if client.console.terminal.width != nil, !invocation.options.json {
                // The whole screen anew: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html (CUP, ED)
                client.console.writeOutput(Array("\u{1B}[H\u{1B}[2J".utf8))
            }
            var shown = invocation
            shown.isWatched = true
            try ListPrinter(console: client.console).print(pages, to: shown)
            cursor = try await next(after: cursor)
        }
    }

    private func pages(_ invocation: Invocation) async throws(ClientFailure) -> [APIResponse] {
        while true {
            do throws(ClientFailure) {
                return try await Pages(client: client, settings: settings).fetch(invocation)
            } catch {
                guard error.isPassing, !StandardOutput.hasFailed else { throw error }
                await client.pause(.seconds(2))
            }
        }
    }

    /// Comes back when something has changed.
    private func next(after cursor: String) async throws(ClientFailure) -> String {
        var cursor = cursor
        while true {
            do throws(ClientFailure) {
                let found = try await changes(after: cursor)
                cursor = found.cursor
                if found.isNew { break }
            } catch {
                guard error.isPassing else { throw error }
                await client.pause(.seconds(2))
            }
        }
        await client.pause(Self.rest)
        return cursor
    }

    private func changes(after cursor: String?) async throws(ClientFailure) -> (cursor: String, isNew: Bool) {
        let seconds = cursor == nil ? 0 : Self.patience
        let place = cursor.map { "&after=\(PathEncoding.encode($0))" } ?? ""
        let request = APIRequest(method: "GET", target: "/api/events/wait?timeout_seconds=\(seconds)\(place)")
        let response = try await client.send(request, settings, waiting: seconds)
        guard let json = try? JSONParser.parse(response.body), let cursor = json["cursor"]?.stringValue else {
            throw .refused("The server's answer is not JSON")
        }
        return (cursor, json["events"]?.arrayValue?.isEmpty == false || json["reset"] == true)
    }
}
