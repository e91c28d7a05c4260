package import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// Which keys of tasks a caller wants: `id,title,status`. They come in the order that they have in a task.
package struct TaskFields: SchemaValue, Hashable {
    /// In the order of a task's keys; at least one.
    let names: [String]

    package static func decode(_ json: JSON, into issues: inout Issues) -> TaskFields? {
        guard case .string(let text) = json else {
            issues.add(ValidationIssue("string_type", "Input should be a valid string", input: json))
            return nil
        }
        let known = TaskItem.schema.fields.map(\.name)
        let wanted = text.split(separator: ",").map { String($0).trimmingWhitespace() }
        let unknown = wanted.filter { !known.contains($0) }
        if let first = unknown.first ?? (wanted.isEmpty ? text : nil) {
            let name = String(first.unicodeScalars.prefix(80))
            issues.add(
                .value("a task has no '\(name)'; its keys are \(known.joined(separator: ", "))", input: json))
            return nil
        }
        return TaskFields(names: known.filter(wanted.contains))
    }

    package func encode(to writer: inout JSONWriter) { writer.string(names.joined(separator: ",")) }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "minLength": 1]
    }

    /// The columns of `tasks` that are read for them.
    var columns: SQL { SQL.columns(selection.columns, in: "tasks") }

    var selection: FieldSelection { TaskItem.schema.selection(names) }
}

extension Field where Value == TaskFields? {
    /// Which keys are to be answered.
    static func taskFields(_ get: @escaping @Sendable (Root) -> TaskFields?) -> Field {
        Field("fields", get, in: .query, "Only these keys of a task, with commas between: id,title,status")
    }
}

/// A task of which some keys are answered, or all.
@dynamicMemberLookup
package struct TaskAnswer: SchemaValue, OperationOutput {
    package let task: TaskItem
    let fields: TaskFields?

    package subscript<Value>(dynamicMember member: KeyPath<TaskItem, Value>) -> Value { task[keyPath: member] }

    package static func decode(_ json: JSON, into issues: inout Issues) -> TaskAnswer? {
        TaskItem.decode(json, into: &issues).map { TaskAnswer(task: $0, fields: nil) }
    }

    package func encode(to writer: inout JSONWriter) {
        if let fields {
            TaskItem.schema.encode(task, only: fields.names, to: &writer)
        } else {
            task.encode(to: &writer)
        }
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        TaskItem.describe(in: &definitions)
    }

    package var byteCount: Int { task.byteCount }
    package var entityVersion: Int? { task.entityVersion }
    package var pathInputs: [PathInput] { task.pathInputs }
    package static let shortRow: ShortRow? = TaskItem.shortRow
}

/// A task's row, as far as it was asked for: JSON that was written right away.
struct TaskPart: SchemaValue {
    let json: [UInt8]

    static func decode(_ json: JSON, into issues: inout Issues) -> TaskPart? { TaskPart(json: json.bytes) }
    func encode(to writer: inout JSONWriter) { writer.raw(json) }
    static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "object"] }

    init(json: [UInt8]) { self.json = json }

    init?(_ row: any ColumnReader, _ selection: FieldSelection) {
        var writer = JSONWriter(reserving: 256)
        guard selection.write(row, to: &writer) else { return nil }
        json = writer.bytes
    }
}

/// The tasks of a page within a larger answer, written as they were for the page.
struct TaskRows: SchemaValue {
    let page: Page<TaskItem>

    static func decode(_ json: JSON, into issues: inout Issues) -> TaskRows? {
        [TaskItem].decode(json, into: &issues).map { TaskRows(page: Page($0, PageInfo())) }
    }

    func encode(to writer: inout JSONWriter) { page.write(to: &writer) }
    static func describe(in definitions: inout Definitions) -> JSONObject { [TaskItem].describe(in: &definitions) }
    static var isList: Bool { true }
}
