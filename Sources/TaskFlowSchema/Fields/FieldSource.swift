/// Where an operation's caller puts a value over HTTP. Doors without such places (MCP) take all members from one
/// object.
public enum FieldSource: Sendable, Equatable {
    case body
    case path
    case query
    case header
    /// The body, or the query when the body does not have it.
    case queryOrBody

    /// The first step of an issue's location.
    var step: ValidationIssue.Step {
        switch self {
        case .body: .name("body")
        case .path: .name("path")
        case .query, .queryOrBody: .name("query")
        case .header: .name("header")
        }
    }
}
