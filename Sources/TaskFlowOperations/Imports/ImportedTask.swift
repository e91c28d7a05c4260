internal import TaskFlowDomain
package import TaskFlowSchema

/// A task as it was elsewhere.
package struct ImportedTask: Described {
    let sourceID: SourceID
    let title: ImportedTitle
    let description: LongText?
    let status: TaskStatus
    let priority: Priority
    let progressPercent: Percent
    let assignedTo: WorkerReference?
    let tags: Tags
    let dueDate: Timestamp?
    let notBefore: Timestamp?
    let createdAt: Timestamp?
    let startedAt: Timestamp?
    let completedAt: Timestamp?
    let parent: SourceID?
    let needs: SourceIDs
    let comments: ImportedComments
    let links: ImportedLinks
    let isDropped: Bool

    package static let schema = Schema(
        ImportedTask.init,
        Field("source_id", \.sourceID, "What it is called there"),
        Field(
            "title", \.title,
            "What is to be done; one of more than 200 characters is cut, and begins the description whole"),
        Field("description", \.description, "More about it"),
        Field("status", \.status, default: .pending, "Where it stands"),
        Field("priority", \.priority, default: .medium, "How urgent it is"),
        Field("progress_percent", \.progressPercent, default: Percent(trusted: 0), "How much is done, in percent"),
        Field("assigned_to", \.assignedTo, "Id or handle of a worker who may work in the project, or me"),
        Field("tags", \.tags, default: Tags([]), "Its tags"),
        Field("due_date", \.dueDate, "When it is due"),
        Field("not_before", \.notBefore, "Before it the task is not offered and not started"),
        Field("created_at", \.createdAt, "When it was created; left out, now"),
        Field("started_at", \.startedAt, "When work on it began"),
        Field("completed_at", \.completedAt, "When it was completed; left out, now"),
        Field("parent", \.parent, "The source_id of the task that it is a part of"),
        Field("needs", \.needs, default: SourceIDs([]), "The source_ids of tasks that must be completed before"),
        Field("comments", \.comments, default: ImportedComments([]), "What was said about it"),
        Field("links", \.links, default: ImportedLinks([]), "Addresses that belong to it"),
        Field(
            "dropped", \.isDropped, default: false,
            "Whether it was given up there: it comes in completed, with the tag dropped")
    ).closed()
}

/// What a task is called elsewhere: 1–200 Unicode scalars.
package struct SourceID: ConstrainedString {
    package static let rules = StringRules(1...200, example: "sea-a1")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}

/// The tasks of an import.
package struct ImportedTasks: SchemaValue {
    static let limit = 20_000

    let all: [ImportedTask]

    package static func decode(_ json: JSON, into issues: inout Issues) -> ImportedTasks? {
        if let count = json.arrayValue?.count, count > limit {
            issues.add(.tooLong(count, limit: limit, input: json))
            return nil
        }
        return [ImportedTask].decode(json, into: &issues).map { ImportedTasks(all: $0) }
    }

    package func encode(to writer: inout JSONWriter) { all.encode(to: &writer) }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema = [ImportedTask].describe(in: &definitions)
        schema["maxItems"] = .integer(limit)
        return schema
    }

    package static var isList: Bool { true }
}

/// Names of other tasks; of equal ones the first.
package struct SourceIDs: BoundedList {
    package static let limit = 1_000
    package let all: [SourceID]

    package init(_ ids: [SourceID]) { all = ids.distinct }
}
