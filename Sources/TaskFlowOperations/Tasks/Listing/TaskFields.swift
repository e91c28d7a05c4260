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

    /// The same out of a row that holds a whole task.
    var part: FieldSelection { TaskItem.schema.whole.narrowed(to: names) }
}

extension Field where Value == TaskFields? {
    /// Which keys are to be answered.
    static func taskFields(_ get: @escaping @Sendable (Root) -> TaskFields?) -> Field {
        Field("fields", get, in: .query, "Only these keys of a task, with commas between: id,title,status")
    }
}

/// A task of which some keys are answered, or all: as JSON that was written right away.
@dynamicMemberLookup
package struct TaskAnswer: SchemaValue, OperationOutput {
    private let json: [UInt8]
    private let version: Int

    /// Copies the keys out of a row that begins with a whole task.
    init?(_ row: any ColumnReader, _ fields: TaskFields?) {
        var writer = JSONWriter(reserving: 1024)
        guard (fields?.part ?? TaskItem.schema.whole).write(row, to: &writer) else { return nil }
        json = writer.finish()
        version = row.integer(Self.versionColumn)
    }

    private static let versionColumn = TaskItem.schema.columns.firstIndex(of: "version") ?? 0

    private init(_ json: JSON, version: Int) {
        self.json = json.bytes
        self.version = version
    }

    /// The task as a caller reads it; an error where some of its keys were not asked for.
    package var task: TaskItem {
        get throws(TaskFlowError) {
            var issues = Issues()
            let task = (try? JSONParser.parse(json)).flatMap { TaskItem.decode($0, into: &issues) }
            guard let task else { throw .internal("an answer of some keys is no task") }
            return task
        }
    }

    package subscript<Value>(dynamicMember member: KeyPath<TaskItem, Value>) -> Value {
        get throws(TaskFlowError) { try task[keyPath: member] }
    }

    package static func decode(_ json: JSON, into issues: inout Issues) -> TaskAnswer? {
        TaskItem.decode(json, into: &issues).map { TaskAnswer(json, version: $0.version) }
    }

    package func encode(to writer: inout JSONWriter) { writer.raw(json) }
    package static func describe(in definitions: inout Definitions) -> JSONObject {
        TaskItem.describe(in: &definitions)
    }

    package var encoded: [UInt8]? { json }
    package var byteCount: Int { json.count }
    package var entityVersion: Int? { version }
    package static let shortRow: ShortRow? = TaskItem.shortRow
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
