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
    /// What this very answer means, where that is not what the operation's answers mean as a rule.
    var success: Spec.Success? { get }
    /// What ``success`` may say; `nil` where the answers always mean the same.
    static var otherSuccess: Spec.Success? { get }
    /// The version that is the answer's entity tag; `nil` where the entity has no versions.
    var entityVersion: Int? { get }
    /// The path inputs that identify the answer, by the names they have in the operations that address it.
    var pathInputs: [PathInput] { get }
    /// Where the answer stands in a list; `nil` for one value.
    var page: PageInfo? { get }
    /// What an agent is told, in about so many bytes, where that is not what others are told; `nil` where it is.
    func told(within bytes: Int) -> JSONObject?
    /// What an agent is shown of it in a list; `nil` where it is always shown whole.
    static var shortRow: ShortRow? { get }
    /// The columns of a list that is shown as a table; `nil` where the answer is no list, or of what is not ``Listed``.
    static var listColumns: [ListColumn]? { get }
}

/// The value of one input that stands in the path: `task_id`, `12`.
package typealias PathInput = (name: String, value: String)

extension OperationOutput {
    package var encoded: [UInt8]? { nil }
    package var byteCount: Int { 0 }
    package var success: Spec.Success? { nil }
    package static var otherSuccess: Spec.Success? { nil }
    package var entityVersion: Int? { nil }
    package var pathInputs: [PathInput] { [] }
    package var page: PageInfo? { nil }
    package func told(within bytes: Int) -> JSONObject? { nil }
    package static var shortRow: ShortRow? { nil }
    package static var listColumns: [ListColumn]? { nil }
}

extension OperationOutput where Self: SchemaValue {
    package func write(to writer: inout JSONWriter) { encode(to: &writer) }
    package static func describeBody(in definitions: inout Definitions) -> JSONObject? { describe(in: &definitions) }
}

/// What a command answers: a value that can be stored and sent again. Decoding its JSON and encoding the result gives the
/// same bytes.
package protocol CommandOutput: OperationOutput, SchemaValue {
    /// What is told in place of the answer to a caller who repeats the call, where it holds a secret: nobody keeps that.
    var shownOnce: String? { get }
}

extension CommandOutput {
    package var shownOnce: String? { nil }
}

/// The answer of a command that has nothing to say. As a stored value it is null.
package struct NoContent: CommandOutput {
    package init() {}

    package static func decode(_ json: JSON, into issues: inout Issues) -> NoContent? {
        if json == .null { return NoContent() }
        issues.add(ValidationIssue("none_required", "Input should be None", input: json))
        return nil
    }

    package func encode(to writer: inout JSONWriter) { writer.null() }
    package static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "null"] }

    package func write(to writer: inout JSONWriter) {}
    package static func describeBody(in definitions: inout Definitions) -> JSONObject? { nil }
}

extension TaskItem: CommandOutput {
    package var byteCount: Int { title.rawValue.utf8.count + (description?.rawValue.utf8.count ?? 0) }
    package var entityVersion: Int? { version }
    package var pathInputs: [PathInput] { [("task_id", "\(id)")] }

    package static let shortRow: ShortRow? = ShortRow(
        list: "tasks", required: ["id", "title", "status", "version"], text: "title",
        optional: [
            "assigned_to", "priority", "ready", "waits", "open_children", "progress_percent", "project_slug",
            "due_date", "parent_id",
        ],
        author: "created_by", remark: "remark", whole: ShortRow.Whole(GetTask.self, "task_id", from: "id"))
}

extension Project: CommandOutput {
    package var byteCount: Int { name.rawValue.utf8.count + (description?.rawValue.utf8.count ?? 0) }
    package var pathInputs: [PathInput] { [("slug", slug.rawValue)] }

    package static let shortRow: ShortRow? = ShortRow(
        list: "projects", required: ["slug", "name"], text: "name",
        optional: ["review_required", "task_count", "owner_id"],
        whole: ShortRow.Whole(GetProject.self, "slug", from: "slug"))
}

extension Worker: CommandOutput {
    package var pathInputs: [PathInput] { [("id", id.rawValue)] }
}

extension NewAccessKey: CommandOutput {
    package var pathInputs: [PathInput] { [("id", listed.workerID.rawValue), ("key_id", "\(listed.id)")] }
    package var shownOnce: String? { "Key \(listed.id) of \(listed.workerID) was made already, and is shown only once" }
}

extension Member: CommandOutput {}
extension Whoami: OperationOutput {}
