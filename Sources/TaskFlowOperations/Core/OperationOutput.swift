public import TaskFlowDomain
public import TaskFlowSchema

/// What an operation answers: one value, a page of values, or nothing.
public protocol OperationOutput: Sendable {
    /// Writes the JSON body; nothing when there is none.
    func write(to writer: inout JSONWriter)
    /// The JSON Schema of the body; `nil` when there is none.
    static func describeBody(in definitions: inout Definitions) -> JSONObject?
    /// The version that is the answer's entity tag.
    var entityVersion: Int? { get }
    /// The path where what was created is to be found.
    var location: String? { get }
    /// Where the answer stands in a list.
    var page: PageInfo? { get }
}

extension OperationOutput {
    public var entityVersion: Int? { nil }
    public var location: String? { nil }
    public var page: PageInfo? { nil }
}

extension OperationOutput where Self: SchemaValue {
    public func write(to writer: inout JSONWriter) { encode(to: &writer) }
    public static func describeBody(in definitions: inout Definitions) -> JSONObject? { describe(in: &definitions) }
}

extension TaskItem: OperationOutput {
    public var entityVersion: Int? { version }
    public var location: String? { "/api/tasks/\(id)" }
}

extension Project: OperationOutput {
    public var location: String? { "/api/projects/\(slug)" }
}

extension Member: OperationOutput {}
extension Whoami: OperationOutput {}

extension Worker: OperationOutput {
    public var location: String? { "/api/workers/\(PathEncoding.encode(id.rawValue))" }
}

extension NewAccessKey: OperationOutput {
    public var location: String? { "/api/workers/\(PathEncoding.encode(listed.workerID.rawValue))/keys/\(listed.id)" }
}
