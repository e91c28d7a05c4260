internal import TaskFlowHTTP
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The OpenAPI 3.1 document of the server, made from the operations' declarations.
struct OpenAPIDocument {
    private var definitions = Definitions(style: .reference(prefix: "#/components/schemas/"))
    private var paths = JSONObject()
    private let settings: HTTPSettings

    init(_ operations: [any Operation.Type], _ settings: HTTPSettings) {
        self.settings = settings
        for operation in operations { open(operation) }
        for (method, path, description) in PlainRoutes.all(in: &definitions) { add(method, path, description) }
    }

    /// The whole document.
    var json: JSON {
        var schemas = definitions.named
        for (name, schema) in ErrorSchemas.all { schemas[name] = .object(schema) }
        let prefix = PublicAddress(settings.publicURL).prefix
        return [
            "openapi": "3.1.0",
            "info": .object(info),
            "servers": [["url": .string(prefix.isEmpty ? "/" : prefix)]],
            "tags": .array(Self.tags),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": ["HTTPBearer": .object(Self.bearer)],
            ],
        ]
    }

    private var info: JSONObject {
        [
            "title": "TaskFlow", "summary": "A task server for crews made of people and AI agents",
            "version": .string(settings.version),
            "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
        ]
    }

    private static let bearer: JSONObject = [
        "type": "http", "scheme": "bearer",
        "description": "A key (`tfl_…`) or a token of the SSO. Paste it without `Bearer `.",
    ]

    private static let tags: [JSON] = [
        ["name": "tasks", "description": "Tasks and their life"],
        ["name": "projects", "description": "Projects and their members"],
        ["name": "workers", "description": "People, agents and their keys"],
        ["name": "audit", "description": "Who did what"],
        ["name": "me", "description": "Who is calling"],
        ["name": "session", "description": "Signing in from a browser"],
        ["name": "health", "description": "How the server is doing"],
    ]

    private mutating func open<O: Operation>(_ operation: O.Type) {
        let description = OperationDescription.of(operation, in: &definitions)
        add(O.spec.route.method.rawValue, O.spec.route.path, description)
    }

    private mutating func add(_ method: String, _ path: String, _ description: JSONObject) {
        var item = paths[path]?.objectValue ?? JSONObject()
        item[method.lowercased()] = .object(description)
        paths[path] = .object(item)
    }
}
