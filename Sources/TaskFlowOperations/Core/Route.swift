/// The HTTP method and path of an operation; the path's parameters stand in braces: `/api/tasks/{task_id}`.
public struct Route: Sendable, Hashable {
    /// The methods that operations use.
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    public let method: Method
    public let path: String

    public static func get(_ path: String) -> Route { Route(method: .get, path: path) }
    public static func post(_ path: String) -> Route { Route(method: .post, path: path) }
    public static func patch(_ path: String) -> Route { Route(method: .patch, path: path) }
    public static func delete(_ path: String) -> Route { Route(method: .delete, path: path) }
}
