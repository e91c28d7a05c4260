internal import TaskFlowDomain
internal import TaskFlowSchema

/// The schemas of errors. Those of validation are FastAPI's, name for name.
enum ErrorSchemas {
    static let all: [(String, JSONObject)] = [
        ("ErrorResponse", error), ("HTTPValidationError", validation), ("ProblemDetails", problem),
        ("ValidationError", issue),
    ]

    private static let code: JSON = [
        "type": "string", "enum": .array(ErrorCode.allCases.map { .string($0.rawValue) }),
    ]

    private static let error: JSONObject = [
        "type": "object",
        "properties": [
            "error": ["type": "string", "description": "One sentence for people", "examples": ["Task not found"]],
            "status_code": ["type": "integer", "examples": [404]],
            "code": code,
            "request_id": ["type": "string", "description": "The id that the server's log has too"],
        ],
        "required": ["error", "status_code", "code", "request_id"],
    ]

    private static let validation: JSONObject = [
        "type": "object", "title": "HTTPValidationError",
        "properties": [
            "detail": [
                "type": "array", "title": "Detail", "items": ["$ref": "#/components/schemas/ValidationError"],
            ]
        ],
    ]

    private static let issue: JSONObject = [
        "type": "object", "title": "ValidationError",
        "properties": [
            "loc": [
                "type": "array", "title": "Location", "items": ["anyOf": [["type": "string"], ["type": "integer"]]],
            ],
            "msg": ["type": "string", "title": "Message"],
            "type": ["type": "string", "title": "Error Type"],
            "input": ["title": "Input"],
            "ctx": ["type": "object", "title": "Context"],
        ],
        "required": ["loc", "msg", "type"],
    ]

    private static let problem: JSONObject = [
        "type": "object", "description": "RFC 9457, for callers that accept `application/problem+json`",
        "properties": [
            "type": ["type": "string", "format": "uri-reference"], "title": ["type": "string"],
            "status": ["type": "integer"], "detail": ["type": "string"],
            "instance": ["type": "string", "format": "uri-reference"], "code": code, "request_id": ["type": "string"],
            "errors": ["type": "array", "items": ["$ref": "#/components/schemas/ValidationError"]],
        ],
        "required": ["type", "title", "status", "detail", "instance", "code", "request_id"],
    ]
}
