package import TaskFlowDomain
package import TaskFlowSchema

/// What an operation answers: one value, a page of values, or nothing.
package protocol OperationOutput: Sendable {
    /// Writes the JSON body; nothing when there is none.
    func write(to writer: inout JSONWriter)
    /// The JSON body where it has been written already.
    var encoded: [UInt8]? { get }
    /// About how many bytes the body has, where they may be many; else 0.
    var byteCount: Int { get }
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
    package var encoded: [UInt8]? { nil }
    package var byteCount: Int { 0 }
    package var entityVersion: Int? { nil }
    package var location: String? { nil }
    package var page: PageInfo? { nil }
}

extension OperationOutput where Self: SchemaValue {
    package func write(to writer: inout JSONWriter) { encode(to: &writer) }
    package static func describeBody(in definitions: inout Definitions) -> JSONObject? { describe(in: &definitions) }
}

extension TaskItem: OperationOutput {
    package var byteCount: Int { title.rawValue.utf8.count + (description?.rawValue.utf8.count ?? 0) }
    package var entityVersion: Int? { version }
    package var location: String? { "/api/tasks/\(id)" }
}

extension Project: OperationOutput {
    package var byteCount: Int { name.rawValue.utf8.count + (description?.rawValue.utf8.count ?? 0) }
    package var location: String? { "/api/projects/\(slug)" }
}

extension Member: OperationOutput {}
extension Whoami: OperationOutput {}

extension Worker: OperationOutput {
    package var location: String? { "/api/workers/\(PathEncoding.encode(id.rawValue))" }
}

extension NewAccessKey: OperationOutput {
    package var location: String? { "/api/workers/\(PathEncoding.encode(listed.workerID.rawValue))/keys/\(listed.id)" }
}
