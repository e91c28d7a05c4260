internal import TaskFlowSchema

/// Fetches a list: all of its pages, or as many entries as were asked for.
struct Pages {
    /// As many entries as a page has at most (docs/contract.md, 4.1).
    private static let largest = 100
    /// So often a page is asked for again that the server's rate limit refused.
    private static let patience = 20

    let client: CommandLineClient
    let settings: ClientSettings

    /// The pages, in order. A caller who names a place in the list gets the page there.
    func fetch(_ invocation: Invocation) async throws(ClientFailure) -> [APIResponse] {
        let hasPages = invocation.command.fields.contains { $0.name == "cursor" }
        guard hasPages, invocation.values["cursor"] == nil, invocation.values["offset"] == nil else {
            return [try await send(CommandLineClient.request(for: invocation))]
        }
        var wanted = Int.max
        var first = invocation
        if case .text(let text)? = invocation.values["limit"], let limit = Int(text) { wanted = limit }
        // What is no number stays, to be refused.
        if wanted < Int.max || invocation.values["limit"] == nil {
            first.values["limit"] = .text(String(min(wanted, Self.largest)))
        }
        var pages = [try await send(CommandLineClient.request(for: first))]
        wanted -= Self.count(pages[0])
        while wanted > 0, let target = PageLink.next(pages.last?.link, below: settings.address.path),
            pages.last?.isSuccess == true
        {
            let rest = PageLink.limited(target, to: min(wanted, Self.largest))
            pages.append(try await send(APIRequest(method: "GET", target: rest)))
            wanted -= Self.count(pages[pages.count - 1])
        }
        return pages
    }

    /// Sends a request again after the wait that a rate limit names: a long list is no reason to give up half of it.
    func send(_ request: APIRequest) async throws(ClientFailure) -> APIResponse {
        for _ in 0..<Self.patience {
            do throws(ClientFailure) { return try await client.send(request, settings) } catch {
                guard case .declined(let answer) = error, answer.status == 429,
                    let seconds = answer.retryAfter.flatMap({ Int($0) })
                else { throw error }
                await client.pause(.seconds(min(max(seconds, 1), 60)))
            }
        }
        return try await client.send(request, settings)
    }

    private static func count(_ page: APIResponse) -> Int {
        (try? JSONParser.parse(page.body))?.arrayValue?.count ?? 0
    }
}
