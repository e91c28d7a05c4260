/// What a caller sent, source by source, before any of it is checked.
public struct Arguments: Sendable {
    /// The body of a request.
    public enum Body: Sendable {
        case absent
        case json(JSON)
        /// What was sent cannot be read: the one fault that is reported, to those who may call.
        case invalid(ValidationIssue)
    }

    /// What the template of the route took from the path, percent-decoded.
    public var path: [(name: String, value: String)]
    /// The query's parameters in order, percent-decoded.
    public var query: [(name: String, value: String)]
    /// The headers, names in lower case.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: Body
    /// What the door found wrong with the call as a whole; told with the fields' own faults, to those who may call.
    public var faults: [ValidationIssue] = []

    public init(
        path: [(name: String, value: String)] = [], query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], body: Body = .absent
    ) {
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The body's members, when it is an object.
    var members: JSONObject? {
        if case .json(.object(let object)) = body { object } else { nil }
    }

    /// The values of one name in a source, as JSON: a list of all when the type is a list, else the last one.
    func text(_ name: String, in values: [(name: String, value: String)], asList: Bool) -> JSON? {
        let found = values.lazy.filter { $0.name == name }.map { JSON.string($0.value) }
        if asList { return found.isEmpty ? nil : .array(Array(found)) }
        return values.last { $0.name == name }.map { .string($0.value) }
    }
}
