/// The HTTP method and path of an operation; the path's parameters stand in braces: `/api/tasks/{task_id}`.
package struct Route: Sendable, Hashable {
    /// The methods that operations use.
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package let method: Method
    package let path: String

    package static func get(_ path: String) -> Route { Route(method: .get, path: path) }
    package static func post(_ path: String) -> Route { Route(method: .post, path: path) }
    package static func patch(_ path: String) -> Route { Route(method: .patch, path: path) }
    package static func delete(_ path: String) -> Route { Route(method: .delete, path: path) }
}
