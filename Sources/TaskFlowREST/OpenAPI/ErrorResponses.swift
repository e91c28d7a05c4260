internal import HTTPTypes
internal import TaskFlowDomain
internal import TaskFlowHTTP
internal import TaskFlowSchema

/// The error responses of an operation, status by status; codes that share one stand in it together.
enum ErrorResponses {
    /// - Parameter takesBody: whether a body that is no UTF-8 may be refused with 400, as FastAPI does.
    static func add(_ codes: [ErrorCode], scope: Scope?, takesBody: Bool, to responses: inout JSONObject) {
        var byStatus = Dictionary(grouping: codes) { $0.status.code }
        if takesBody, byStatus[400] == nil { byStatus[400] = [] }
        for status in byStatus.keys.sorted() {
            responses[String(status)] = describe(byStatus[status] ?? [], scope)
        }
    }

    private static func describe(_ codes: [ErrorCode], _ scope: Scope?) -> JSON {
        let schema = codes == [.validationFailed] ? "HTTPValidationError" : "ErrorResponse"
        if codes.isEmpty { return unreadableBody }
        var response: JSONObject = [
            "description": .string(codes.map { line($0, scope) }.joined(separator: "; ")),
            "content": [
                "application/json": ["schema": reference(schema)],
                "application/problem+json": ["schema": reference("ProblemDetails")],
            ],
        ]
        let headers = headers(of: codes)
        if !headers.members.isEmpty { response["headers"] = .object(headers) }
        return .object(response)
    }

    private static let unreadableBody: JSON = [
        "description": "The body is no UTF-8 (`validation_failed`)",
        "content": [
            "application/json": ["schema": reference("ErrorResponse")],
            "application/problem+json": ["schema": reference("ProblemDetails")],
        ],
    ]

    private static func line(_ code: ErrorCode, _ scope: Scope?) -> String {
        let scope = code == .insufficientScope ? scope.map { " `\($0.rawValue)`" } ?? "" : ""
        return "\(code.meaning)\(scope) (`\(code.rawValue)`)"
    }

    private static func headers(of codes: [ErrorCode]) -> JSONObject {
        let text: JSON = ["schema": ["type": "string"]]
        if codes.contains(.unauthenticated) || codes.contains(.insufficientScope) { return ["WWW-Authenticate": text] }
        if codes.contains(.preconditionFailed) { return ["ETag": text] }
        if codes.contains(.rateLimited) { return rateLimit }
        if codes.contains(.unavailable) { return ["Retry-After": text] }
        return [:]
    }

    private static let rateLimit: JSONObject = [
        "Retry-After": ["description": "Seconds until a new try makes sense", "schema": ["type": "integer"]],
        "RateLimit": [
            "description": "What is left of the caller's calls; not told to clients that failed to sign in too often",
            "schema": ["type": "string", "examples": ["\"default\";r=0;t=12"]],
        ],
        "RateLimit-Policy": [
            "description": "The calls that each caller has, and in how many seconds",
            "schema": ["type": "string", "examples": ["\"default\";q=600;w=60"]],
        ],
    ]

    private static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }
}

extension ErrorCode {
    /// What the error means to a caller.
    fileprivate var meaning: String {
        switch self {
        case .unauthenticated: "There is no credential, or it is not valid"
        case .insufficientScope: "The credential lacks the scope"
        case .forbidden: "The caller may not do this"
        case .notFound: "It is not there, or not visible to the caller"
        case .methodNotAllowed: "The path does not know the method"
        case .conflict: "It changed meanwhile, or a call with the same idempotency key is being carried out"
        case .alreadyExists: "There is one already"
        case .alreadyDone: "It was done already, and the answer's secret is shown only once"
        case .assignedToOther: "The task is assigned to someone else"
        case .openSubtasks: "The task has subtasks that are not completed"
        case .leaseLost: "The task is no longer yours by that claim: drop the work, or look who has it"
        case .claimLimit: "You hold as many tasks as you may: finish or release one"
        case .notReady: "The task may not be started yet; `reasons` tell why"
        case .dependencyCycle: "Tasks would wait for each other in a loop"
        case .delegationCycle: "The work would be handed back to who handed it on, or on too often: do it yourself"
        case .hasDependents: "Other tasks need it"
        case .alreadyAnswered: "The question was answered already"
        case .questionClosed: "The question ended without this answer"
        case .approvalStale: "The work has changed since it was shown"
        case .tooLarge: "Too many tasks hang together"
        case .invalidState: "The task's status does not allow it"
        case .preconditionFailed: "`If-Match` names another version than the present one"
        case .payloadTooLarge: "The body is too large"
        case .validationFailed: "The input is not valid"
        case .rateLimited: "Too many calls"
        case .unavailable: "The server cannot serve this now"
        case .outcomeUnknown: "The connection broke while the change was made: it may or may not have happened"
        case .internal: "A fault of the server"
        }
    }
}
