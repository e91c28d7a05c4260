internal import TaskFlowOperations
internal import TaskFlowSchema

/// Turns an invocation into the operation's HTTP request: each value goes where its field says.
struct RequestBuilder {
    private let invocation: Invocation
    /// The body that a file has; what the line says goes before it.
    private let file: JSONObject?

    static func request(for invocation: Invocation, file: JSONObject? = nil) throws(UsageError) -> APIRequest {
        let builder = RequestBuilder(invocation: invocation, file: file)
        let method = invocation.command.spec.route.method.rawValue
        var request = APIRequest(method: method, target: builder.target)
        request.headers = try builder.headers()
        if let body = builder.body {
            request.headers.append(APIRequest.Header(name: "content-type", value: "application/json"))
            request.body = JSON.object(body).bytes
        }
        return request
    }

    /// What the server will read of it.
    static func arguments(of invocation: Invocation) -> Arguments {
        let builder = RequestBuilder(invocation: invocation, file: nil)
        func texts(_ source: FieldSource) -> [(name: String, value: String)] {
            builder.fields.filter { $0.info.source == source }.flatMap { field in
                builder.texts(field).map { (field.name, $0) }
            }
        }
        let both = builder.isGet ? texts(.queryOrBody) : []
        return Arguments(
            path: texts(.path), query: texts(.query) + both, headers: texts(.header),
            body: builder.body.map { .json(.object($0)) } ?? .absent)
    }

    private var fields: [CommandField] { invocation.command.fields }
    private var isGet: Bool { invocation.command.spec.route.method == .get }

    private var target: String {
        let query = queryItems
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private var path: String {
        fields.filter { $0.info.source == .path }.reduce(invocation.command.spec.route.path) { path, field in
            path.replacing("{\(field.name)}", with: PathEncoding.encode(texts(field).first ?? ""))
        }
    }

    private var queryItems: [String] {
        fields.filter { $0.info.source == .query || ($0.info.source == .queryOrBody && isGet) }.flatMap { field in
            texts(field).map { "\(PathEncoding.encode(field.name))=\(PathEncoding.encode($0))" }
        }
    }

    private func headers() throws(UsageError) -> [APIRequest.Header] {
        var headers: [APIRequest.Header] = []
        for field in fields where field.info.source == .header {
            for text in texts(field) {
                guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                    throw UsageError("\(field.flag) must be printable ASCII")
                }
                headers.append(APIRequest.Header(name: field.name, value: text))
            }
        }
        return headers
    }

    private var body: JSONObject? {
        let members = fields.filter { $0.info.source == .body || ($0.info.source == .queryOrBody && !isGet) }
        guard !members.isEmpty else { return nil }
        var body = file ?? JSONObject()
        let isPlaced = ["project_slug", "parent_id"].contains { body[$0] != nil }
        if file != nil, !isPlaced, let project = invocation.project { body["project_slug"] = .string(project) }
        for field in members { if let value = invocation[field] { body[field.name] = json(value, field) } }
        return body
    }

    private func texts(_ field: CommandField) -> [String] {
        switch invocation[field] {
        case .text(let text): [text]
        case .list(let texts): texts
        case .flag(let isOn): [isOn ? "true" : "false"]
        case .null, .none: []
        }
    }

    private func json(_ value: ArgumentValue, _ field: CommandField) -> JSON {
        switch value {
        case .text(let text): field.kind.json(text)
        case .list(let texts): .array(texts.map(field.kind.json))
        case .flag(let isOn): .bool(isOn)
        case .null: .null
        }
    }
}
