internal import Foundation
internal import TaskFlowOperations
internal import TaskFlowSchema

/// An agent's own key, kept in the data directory for whatever starts as that agent: its owner alone can read it.
struct AgentKey {
    let client: CommandLineClient
    let settings: ClientSettings
    /// With its `@`.
    let handle: String

    /// The file of an agent's key for a server.
    static func file(of handle: String, at address: ServerAddress, in dataDirectory: String) -> SignInFile {
        let name = handle.drop { $0 == "@" }
        return SignInFile(path: "\(dataDirectory)/agents/\(Secret.hash(of: address.origin).prefix(16))-\(name)")
    }

    /// Whether a text may be a handle, and so a part of a file's name.
    static func isHandle(_ text: String) -> Bool {
        text.first == "@" && (2...51).contains(text.utf8.count)
            && text.dropFirst().utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
            }
    }

    /// Makes the agent and its key where they are missing.
    func prepare() async throws(ClientFailure) {
        let file = Self.file(of: handle, at: settings.address, in: settings.dataDirectory)
        if let token = file.token(), try await isGood(token) { return }
        if try await !isThere() {
            _ = try await post("/api/workers", ["handle": .string(handle), "type": "agent"])
            client.console.note("Registered \(handle), an agent")
        }
        let answer = try await post("/api/workers/\(PathEncoding.encode(handle))/keys", ["name": "mcp"])
        guard let key = answer["key"]?.stringValue else { throw .refused("The server's answer holds no key") }
        do throws(FileFailure) {
            try file.prepareFolder()
            try file.write(key: key, url: settings.address.text)
        } catch {
            throw .refused(error.message)
        }
        client.console.note("Made \(handle) a key, and stored it in \(file.path)")
    }

    private func isGood(_ token: String) async throws(ClientFailure) -> Bool {
        let request = APIRequest(method: "GET", target: "/api/me")
        return try await HTTPTransport(address: settings.address).send(request, token: token).isSuccess
    }

    private func isThere() async throws(ClientFailure) -> Bool {
        do throws(ClientFailure) {
            let target = "/api/workers/\(PathEncoding.encode(handle))"
            _ = try await client.send(APIRequest(method: "GET", target: target), settings)
            return true
        } catch {
            guard case .declined(let answer) = error, answer.status == 404 else { throw error }
            return false
        }
    }

    private func post(_ target: String, _ body: JSONObject) async throws(ClientFailure) -> JSON {
        var request = APIRequest(method: "POST", target: target)
        request.headers = [APIRequest.Header(name: "content-type", value: "application/json")]
        request.body = JSON.object(body).bytes
        let response = try await client.send(request, settings)
        return (try? JSONParser.parse(response.body)) ?? .null
    }
}
