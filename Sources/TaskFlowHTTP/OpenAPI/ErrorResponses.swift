internal import HTTPTypes
internal import TaskFlowDomain
internal import TaskFlowSchema

/// The error responses of an operation, status by status; codes that share one stand in it together.
enum ErrorResponses {
    static func add(_ codes: [ErrorCode], scope: Scope?, to responses: inout JSONObject) {
        let byStatus = Dictionary(grouping: codes) { $0.status.code }
        for status in byStatus.keys.sorted() {
            responses[String(status)] = describe(byStatus[status] ?? [], scope)
        }
    }

    private static func describe(_ codes: [ErrorCode], _ scope: Scope?) -> JSON {
        let schema = codes == [.validationFailed] ? "HTTPValidationError" : "ErrorResponse"
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

    private static func line(_ code: ErrorCode, _ scope: Scope?) -> String {
        let scope = code == .insufficientScope ? scope.map { " `\($0.rawValue)`" } ?? "" : ""
        return "\(code.meaning)\(scope) (`\(code.rawValue)`)"
    }

    private static func headers(of codes: [ErrorCode]) -> JSONObject {
        let text: JSON = ["schema": ["type": "string"]]
        if codes.contains(.unauthenticated) || codes.contains(.insufficientScope) { return ["WWW-Authenticate": text] }
        if codes.contains(.preconditionFailed) { return ["ETag": text] }
        if codes.contains(.rateLimited) || codes.contains(.unavailable) { return ["Retry-After": text] }
        return [:]
    }

    private static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }
}
