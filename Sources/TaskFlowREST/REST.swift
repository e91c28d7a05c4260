internal import HTTPTypes
package import TaskFlowHTTP
package import TaskFlowOperations
internal import TaskFlowSchema

/// The REST interface: the operations at their routes, the OpenAPI document, browsers' sessions, health, and what OAuth clients
/// ask for before they have a token.
package struct REST: Mount {
    private let operations: [any Operation.Type]
    private let dispatcher: Dispatcher
    private let sessions: any SessionService
    private let webSignIn: (any WebSignIn)?
    private let health: any HealthProbe

    /// - Parameters:
    ///   - operations: Each is served at the route of its `spec`.
    ///   - webSignIn: Signs browsers in at the SSO; `nil` where there is none.
    package init(
        _ operations: [any Operation.Type], dispatcher: Dispatcher, sessions: any SessionService,
        webSignIn: (any WebSignIn)? = nil, health: any HealthProbe
    ) {
        self.operations = operations
        self.dispatcher = dispatcher
        self.sessions = sessions
        self.webSignIn = webSignIn
        self.health = health
    }

    package func addRoutes(to routes: inout RouteTree, _ door: DoorParts) {
        for operation in operations { add(operation, to: &routes, door) }
        addHealth(to: &routes, door)
        addSessions(to: &routes, door)
        addDiscovery(to: &routes, door)
        let document = OpenAPIDocument(operations, door.settings).json.bytes
        routes.add(.get, "/openapi.json", StaticContent(document, type: "application/json"))
    }

    // The type is opened here, once, and never again.
    private func add<O: Operation>(_ operation: O.Type, to routes: inout RouteTree, _ door: DoorParts) {
        routes.add(O.spec.route.method.http, O.spec.route.path, OperationEndpoint(operation, dispatcher, door))
    }

    // Anyone may ask how the server is doing.
    private func addHealth(to routes: inout RouteTree, _ door: DoorParts) {
        routes.add(.get, "/health", HealthEndpoint(version: door.settings.version))
        routes.add(.get, "/readyz", ReadinessEndpoint(health: health, drain: door.drain))
        routes.add(.get, "/api/health/db", DatabaseHealthEndpoint(health: health))
    }

    private func addSessions(to routes: inout RouteTree, _ door: DoorParts) {
        routes.add(.post, "/api/session", OpenSessionEndpoint(sessions, door))
        routes.add(.delete, "/api/session", CloseSessionEndpoint(sessions, door))
        let ways = SignInWays(local: door.resource == nil, sso: webSignIn != nil)
        routes.add(.get, "/api/sign-in", StaticContent(ways.bytes, type: "application/json"))
        guard let webSignIn else { return }
        routes.add(.get, "/auth/login", BeginSignInEndpoint(webSignIn, door))
        routes.add(.get, "/auth/callback", FinishSignInEndpoint(webSignIn, sessions, door))
    }

    // With local sign-in there is no authorization server, which the document must name: a 404 tells clients so.
    private func addDiscovery(to routes: inout RouteTree, _ door: DoorParts) {
        guard let resource = door.resource else { return }
        for (path, suffix) in [(ProtectedResource.path, ""), (ProtectedResource.mcpPath, "/mcp")] {
            routes.add(.get, path, StaticContent(resource.document(suffix), type: "application/json"))
        }
    }
}

extension Route.Method {
    /// The same method in the types of the server.
    fileprivate var http: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .patch: .patch
        case .delete: .delete
        }
    }
}
