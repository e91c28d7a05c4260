internal import HTTPTypes
internal import TaskFlowOperations

extension RouteTree {
    /// Adds an operation at its route; its type is opened here, once, and never again.
    mutating func add(_ operation: any Operation.Type, _ door: DoorParts) { open(operation, door) }

    private mutating func open<O: Operation>(_ operation: O.Type, _ door: DoorParts) {
        add(O.spec.route.method.http, O.spec.route.path, OperationEndpoint(operation, door))
    }
}

extension Route.Method {
    /// The same method in the types of the server.
    var http: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .patch: .patch
        case .delete: .delete
        }
    }
}
