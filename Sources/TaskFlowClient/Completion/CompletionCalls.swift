internal import TaskFlowOperations
internal import TaskFlowSchema

/// What a server is asked while a person is typing. Whatever goes wrong, there is no answer, and nobody is told.
struct CompletionCalls: Sendable {
    private let transport: HTTPTransport
    private let token: String

    /// - Returns: `nil` where there is no key for the server, or it must be renewed first: that is a command's business, and
    ///   no call that is given up halfway may spend what renews it.
    init?(_ settings: ClientSettings) {
        guard let token = settings.token, settings.stored?.isGood(for: 0) ?? true else { return nil }
        transport = HTTPTransport(address: settings.address, patience: 1)
        self.token = token
    }

    /// What a path answers.
    func get(_ target: String) async -> JSON? { await answer(APIRequest(method: "GET", target: target)) }

    /// The elements of a list, by one field, with another one as the note.
    func rows(_ target: String, _ id: String, _ note: String) async -> [Candidate] {
        (await get(target)?.arrayValue ?? []).compactMap { row in
            row[id].map { Candidate(CellText.text($0), row[note]?.stringValue ?? "") }
        }
    }

    /// What MCP completes an argument of a resource to: by index, however many there are.
    func completions(_ template: String, _ name: String, _ begun: String) async -> [String] {
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

    private func answer(_ request: APIRequest) async -> JSON? {
        guard let response = try? await transport.send(request, token: token), response.isSuccess else { return nil }
        return try? JSONParser.parse(response.body)
    }
}
