internal import HTTPTypes
internal import TaskFlowDomain

extension ErrorCode {
    /// The status that tells of the error over HTTP.
    var status: HTTPResponse.Status {
        switch self {
        case .unauthenticated: .unauthorized
        case .insufficientScope, .forbidden: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .conflict, .alreadyExists, .assignedToOther, .openSubtasks: .conflict
        case .invalidState: .badRequest
        case .preconditionFailed: .preconditionFailed
        case .payloadTooLarge: .contentTooLarge
        case .validationFailed: .unprocessableContent
        case .rateLimited: .tooManyRequests
        case .unavailable, .outcomeUnknown: .serviceUnavailable
        case .internal: .internalServerError
        }
    }

    /// What the error means, for the OpenAPI document.
    var meaning: String {
        switch self {
        case .unauthenticated: "There is no credential, or it is not valid"
        case .insufficientScope: "The credential lacks the scope"
        case .forbidden: "The caller may not do this"
        case .notFound: "It is not there, or not visible to the caller"
        case .methodNotAllowed: "The path does not know the method"
        case .conflict: "It changed meanwhile"
        case .alreadyExists: "There is one already"
        case .assignedToOther: "The task is assigned to someone else"
        case .openSubtasks: "The task has subtasks that are not completed"
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
