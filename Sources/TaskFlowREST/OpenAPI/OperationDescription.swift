internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// One operation in the OpenAPI document.
enum OperationDescription {
    static func of<O: Operation>(_ operation: O.Type, in definitions: inout Definitions) -> JSONObject {
        let spec = O.spec
        var object: JSONObject = [
            "operationId": .string(spec.name), "tags": [.string(tag(of: spec.route.path))],
            "summary": .string(spec.summary),
        ]
        if !spec.details.isEmpty { object["description"] = .string(spec.details) }
        let parameters = ParameterDescriptions.of(
            O.fields, operation: spec.name, in: &definitions)
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        if let body = RequestBodyDescription.of(operation, in: &definitions) { object["requestBody"] = .object(body) }
        var responses: JSONObject = [String(spec.success.rawValue): success(operation, in: &definitions)]
        if let other = O.Output.otherSuccess, other != spec.success {
            responses[String(other.rawValue)] = success(operation, in: &definitions)
        }
        ErrorResponses.add(
            codes(of: operation), scope: spec.scope, takesBody: takesBody(operation), to: &responses)
        object["responses"] = .object(responses)
        object["security"] = [["HTTPBearer": []]]
        return object
    }

    private static func tag(of path: String) -> String { String(path.split(separator: "/").dropFirst().first ?? "api") }

    private static func codes<O: Operation>(of operation: O.Type) -> [ErrorCode] {
        var codes: [ErrorCode] = [.unauthenticated]
        if O.spec.scope != nil { codes.append(.insufficientScope) }
        codes += O.spec.errors
        if O.takesKey { codes.append(.conflict) }
        if O.answersSecret { codes.append(.alreadyDone) }
        if takesBody(operation) { codes.append(.payloadTooLarge) }
        // Without a field too: a query member that nobody knows is a fault.
        codes += [.validationFailed, .rateLimited, .unavailable]
        return codes.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func takesBody<O: Operation>(_ operation: O.Type) -> Bool {
        O.Input.schema.fields.contains { $0.source == .body || $0.source == .queryOrBody }
    }

    private static func success<O: Operation>(_ operation: O.Type, in definitions: inout Definitions) -> JSON {
        var response: JSONObject = ["description": "Successful Response"]
        guard let schema = O.Output.describeBody(in: &definitions) else {
            response["description"] = "Done; there is nothing to say"
            if O.takesKey { response["headers"] = ["Idempotent-Replayed": replayed] }
            return .object(response)
        }
        let headers = headers(operation, isList: schema["type"] == "array")
        if !headers.members.isEmpty { response["headers"] = .object(headers) }
        response["content"] = ["application/json": ["schema": .object(schema)]]
        return .object(response)
    }

    private static func headers<O: Operation>(_ operation: O.Type, isList: Bool) -> JSONObject {
        var headers = JSONObject()
        if O.Output.self == TaskItem.self {
            headers["ETag"] = header("The task's version and a hash of what is shown: `\"v1.1f0a33c2\"`")
        }
        if O.spec.addressedBy != nil { headers["Location"] = header("Where what was created is to be found") }
        // An answer that holds a secret is not given twice.
        if O.takesKey, !O.answersSecret { headers["Idempotent-Replayed"] = replayed }
        if isList {
            headers["Link"] = header("The next and the previous page (RFC 8288); a page of more than 4 MiB ends early")
            headers["X-Total-Count"] = header("How many there are in all, when `total=true`", type: "integer")
        }
        return headers
    }

    private static let replayed = header("`true` where an earlier call with the same key was answered so")

    private static func header(_ summary: String, type: String = "string") -> JSON {
        ["description": .string(summary), "schema": ["type": .string(type)]]
    }
}

/// The parameters of an operation in the OpenAPI document: what its path, query and headers hold.
enum ParameterDescriptions {
    /// - Parameter operation: The operation's name, which its examples go by.
    static func of(_ fields: [FieldInfo], operation: String, in definitions: inout Definitions) -> [JSON] {
        fields.compactMap { field in
            guard let place = place(of: field.source) else { return nil }
            var parameter = describe(field, in: place, &definitions)
            if place == "path" { parameter["example"] = CallExamples.value(of: field.name, in: operation) }
            return .object(parameter)
        }
    }

    private static func place(of source: FieldSource) -> String? {
        switch source {
        case .path: "path"
        case .query, .queryOrBody: "query"
        case .header: "header"
        case .body: nil
        }
    }

    private static func describe(_ field: FieldInfo, in place: String, _ definitions: inout Definitions) -> JSONObject {
        var schema = field.schema(in: &definitions)
        schema["description"] = nil
        // What may stand in the body instead is not required here.
        let isRequired = field.isRequired && field.source != .queryOrBody
        return [
            "name": .string(name(of: field, in: place)), "in": .string(place), "required": .bool(isRequired),
            "description": .string(field.summary), "schema": .object(schema),
        ]
    }

    private static func name(of field: FieldInfo, in place: String) -> String {
        guard place == "header" else { return field.name }
        let words = field.name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return words.joined(separator: "-")
    }
}

/// The body an operation takes, as a schema of its own name: `CreateTaskRequest`.
private enum RequestBodyDescription {
    static func of<O: Operation>(_ operation: O.Type, in definitions: inout Definitions) -> JSONObject? {
        let fields = O.Input.schema.fields.filter { $0.source == .body || $0.source == .queryOrBody }
        if fields.isEmpty { return nil }
        let words = O.spec.name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let schema = definitions.define(words.joined() + "Request") {
            object(of: fields, O.Input.schema, in: &$0)
        }
        var media: JSONObject = ["schema": .object(schema)]
        media["example"] = CallExamples.body(of: O.spec.name)
        return [
            "required": .bool(fields.contains { $0.source == .body }),
            "content": ["application/json": .object(media)],
        ]
    }

    /// What may stand in the query instead is not required in the body.
    private static func object<Root>(
        of fields: [FieldInfo], _ schema: Schema<Root>, in definitions: inout Definitions
    ) -> JSONObject {
        var object = schema.objectSchema(of: fields, allRequired: false, in: &definitions)
        let required = fields.filter { $0.isRequired && $0.source == .body }.map { JSON.string($0.name) }
        object["required"] = required.isEmpty ? nil : .array(required)
        return object
    }
}
