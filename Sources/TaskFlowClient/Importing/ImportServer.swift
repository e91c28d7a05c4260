internal import TaskFlowImporters
internal import TaskFlowOperations
internal import TaskFlowSchema

/// What an import asks the server.
struct ImportServer {
    /// How long the server may take for one project, in seconds.
    private static let patience = 600

    let client: CommandLineClient
    let settings: ClientSettings

    /// The handles and names of all whom the caller sees.
    func workers() async throws(ClientFailure) -> [(handle: String, name: String)] {
        var (workers, target) = ([(handle: String, name: String)](), String?.some("/api/workers?limit=100"))
        while let next = target {
            let page = try await client.send(APIRequest(method: "GET", target: next), settings)
            for worker in (try? JSONParser.parse(page.body))?.arrayValue ?? [] {
                workers.append((worker["handle"]?.stringValue ?? "", worker["name"]?.stringValue ?? ""))
            }
            target = PageLink.next(page.link, below: settings.address.path)
        }
        return workers
    }

    /// Whether there is such a project, as far as the caller sees.
    func has(_ slug: String) async throws(ClientFailure) -> Bool {
        do throws(ClientFailure) {
            _ = try await client.send(APIRequest(method: "GET", target: Self.place(slug)), settings)
            return true
        } catch {
            guard case .declined(let answer) = error, answer.status == 404 else { throw error }
            return false
        }
    }

    func make(_ slug: String, _ name: String) async throws(ClientFailure) {
        let title = ForeignText.title(name).title
        let project = JSON.object(["slug": .string(slug), "name": .string(title.isEmpty ? slug : title)])
        var request = Self.post("/api/projects", project.bytes)
        request.addKey()
        _ = try await client.send(request, settings)
    }

    /// Removes a project that has no tasks; where that fails, an empty project is left.
    func remove(_ slug: String) async {
        do throws(ClientFailure) {
            _ = try await client.send(APIRequest(method: "DELETE", target: Self.place(slug)), settings)
        } catch { client.console.note("Project \(slug) was made, and is empty") }
    }

    /// Sends the tasks, and gives back the server's report.
    func bring(_ body: [UInt8], isDryRun: Bool) async throws(ClientFailure) -> APIResponse {
        var request = Self.post("/api/imports", body)
        if !isDryRun { request.addKey() }
        return try await client.send(request, settings, waiting: Self.patience)
    }

    private static func place(_ slug: String) -> String { "/api/projects/\(PathEncoding.encode(slug))" }

    private static func post(_ target: String, _ body: [UInt8]) -> APIRequest {
        var request = APIRequest(method: "POST", target: target)
        request.headers = [APIRequest.Header(name: "content-type", value: "application/json")]
        request.body = body
        return request
    }
}
