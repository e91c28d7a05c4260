internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The routes that are no operations, in the OpenAPI document.
enum PlainRoutes {
    typealias Entry = (method: String, path: String, description: JSONObject)

    static func all(in definitions: inout Definitions) -> [Entry] {
        [
            ("GET", "/health", health), ("GET", "/readyz", readiness), ("GET", "/api/health/db", database),
            ("POST", "/api/session", open(SessionRequest.describe(in: &definitions))),
            ("DELETE", "/api/session", close), ("GET", "/api/sign-in", ways),
            ("GET", "/api/events", events(in: &definitions)),
        ]
    }

    private static let health = route(
        "health", tag: "health", "Whether the process answers",
        ["200": answer("It does", ["status": ["type": "string", "const": "healthy"], "version": ["type": "string"]])])

    private static let readiness = route(
        "ready", tag: "health", "Whether calls should be sent here",
        [
            "200": answer("They should", ["status": ["type": "string", "const": "ready"]]),
            "503": answer(
                "Not yet, or no more", ["status": ["type": "string", "enum": ["not_ready", "shutting_down"]]]),
        ])

    private static let database = route(
        "database_health", tag: "health", "Whether the database answers",
        errors: [.unavailable], ["200": answer("It does", ["database": ["type": "string", "const": "connected"]])])

    private static func open(_ body: JSONObject) -> JSONObject {
        var route = route(
            "open_session", tag: "session", "Sign a browser in: trade a one-time code, a token or a key for a cookie",
            errors: [.unauthenticated, .forbidden, .payloadTooLarge, .validationFailed, .rateLimited, .unavailable],
            ["204": cookie("Signed in")])
        route["requestBody"] = ["required": true, "content": ["application/json": ["schema": .object(body)]]]
        return route
    }

    private static let close = route(
        "close_session", tag: "session", "Sign a browser out", errors: [.forbidden, .unavailable],
        ["204": cookie("Signed out")])

    private static func events(in definitions: inout Definitions) -> JSONObject {
        var route = route(
            "events", tag: "events", "Listen to what happens, as server-sent events",
            errors: [.unauthenticated, .insufficientScope, .validationFailed, .rateLimited, .unavailable],
            [
                "200": [
                    "description": """
                    A stream of events: `event` is the action, `id` the cursor behind it, `data` the audit entry as JSON
                    """, "content": ["text/event-stream": ["schema": ["type": "string"]]],
                ]
            ])
        let lastEventID: JSON = [
            "name": "Last-Event-ID", "in": "header", "required": false, "schema": ["type": "string"],
            "description": "What a browser sends when it connects again; it says more than `after`",
        ]
        let parameters = ParameterDescriptions.of(EventRequest.schema.fields, operation: "events", in: &definitions)
        route["parameters"] = .array(parameters + [lastEventID])
        route["security"] = [["HTTPBearer": []]]
        return route
    }

    private static let ways = route(
        "sign_in_ways", tag: "session", "How people sign in here",
        [
            "200": answer(
                "By a link, a code or a key; at the SSO", ["local": ["type": "boolean"], "sso": ["type": "boolean"]])
        ])

    private static func route(
        _ name: String, tag: String, _ summary: String, errors: [ErrorCode] = [], _ responses: JSONObject
    ) -> JSONObject {
        var responses = responses
        ErrorResponses.add(errors, scope: nil, takesBody: errors.contains(.payloadTooLarge), to: &responses)
        return [
            "operationId": .string(name), "tags": [.string(tag)], "summary": .string(summary),
            "responses": .object(responses), "security": [],
        ]
    }

    private static func answer(_ summary: String, _ properties: JSONObject) -> JSON {
        let required = properties.members.map { JSON.string($0.name) }
        let schema: JSON = ["type": "object", "properties": .object(properties), "required": .array(required)]
        return ["description": .string(summary), "content": ["application/json": ["schema": schema]]]
    }

    private static func cookie(_ summary: String) -> JSON {
        ["description": .string(summary), "headers": ["Set-Cookie": ["schema": ["type": "string"]]]]
    }
}
