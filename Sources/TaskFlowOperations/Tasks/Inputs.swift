package import TaskFlowDomain
package import TaskFlowSchema

/// The input of operations that need to know the task and no more.
package struct TaskReference: Described {
    package let taskID: TaskID
    package let ifMatch: VersionMatch?

    package static let schema = Schema(
        TaskReference.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch))
}

/// The input of questions about a task.
package struct TaskInPath: Described {
    package let taskID: TaskID

    package static let schema = Schema(TaskInPath.init, Field.taskID(\.taskID))
}

/// The input of lists of what belongs to a task.
package struct TaskPageInput: Described {
    let taskID: TaskID
    let page: PageRequest

    package static let schema = Schema(TaskPageInput.init, Field.taskID(\.taskID), Field(group: \.page))
}

extension Field where Value == TaskID {
    /// The task's number in the path.
    static func taskID(_ get: @escaping @Sendable (Root) -> TaskID) -> Field {
        Field("task_id", get, in: .path, "The task's number")
    }
}

extension Field where Value == VersionMatch? {
    /// The version that the caller last saw.
    static func ifMatch(_ get: @escaping @Sendable (Root) -> VersionMatch?) -> Field {
        Field("if-match", get, in: .header, "Refuse with 412 unless the task is still at this version (its ETag)")
    }
}

/// The input of steps that a holder takes by its claim.
package struct TaskByClaim: Described {
    package let taskID: TaskID
    package let ifMatch: VersionMatch?
    package let generation: LeaseGeneration?

    package static let schema = Schema(
        TaskByClaim.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch),
        Field.generation(\.generation))
}

/// The input of steps that may have a note.
package struct TaskWithNote: Described {
    package let taskID: TaskID
    package let ifMatch: VersionMatch?
    package let note: Note?
    package let generation: LeaseGeneration?

    package static let schema = Schema(
        TaskWithNote.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch),
        Field.note(\.note),
        Field.generation(\.generation))
}

extension Field where Value == Note? {
    /// A word that stays with the task as its remark.
    static func note(_ get: @escaping @Sendable (Root) -> Note?) -> Field {
        Field("note", get, in: .queryOrBody, "A word on it: the task's remark until the next one, and in the audit log")
    }
}

/// The input of steps that need a reason.
package struct TaskWithReason: Described {
    package let taskID: TaskID
    package let ifMatch: VersionMatch?
    package let reason: Note
    package let generation: LeaseGeneration?

    package static let schema = Schema(
        TaskWithReason.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch),
        Field("reason", \.reason, "Why"),
        Field.generation(\.generation))
}

/// What `If-Match` asks for (RFC 9110): any version, or one of some. Tags that are none of ours match nothing.
package enum VersionMatch: SchemaValue, Equatable {
    case any
    case versions([Int])

    /// How many versions a caller may name.
    static let limit = 50

    /// Reads `"v7"`, `"v7.1f0a33c2"`, `"v7", "v8"`, `*`, or the bare number that doors without headers send.
    package static func decode(_ json: JSON, into issues: inout Issues) -> VersionMatch? {
        if case .integer(let version) = json { return .versions([version]) }
        guard case .string(let text) = json else {
            issues.add(ValidationIssue("string_type", "Input should be a valid string", input: json))
            return nil
        }
        if text.trimmingWhitespace() == "*" { return .any }
        let tags = text.split(separator: ",")
        if tags.count > limit {
            issues.add(.tooLong(tags.count, limit: limit, input: json))
            return nil
        }
        return .versions(tags.compactMap { version(of: String($0).trimmingWhitespace()) })
    }

    package func encode(to writer: inout JSONWriter) {
        switch self {
        case .any: writer.string("*")
        case .versions(let versions): writer.string(versions.map { "\"v\($0)\"" }.joined(separator: ", "))
        }
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "examples": ["\"v1\""]]
    }

    /// Refuses a task whose version is not the one the caller last saw: 412.
    func check(_ task: TaskItem) throws(TaskFlowError) {
        guard case .versions(let versions) = self, !versions.contains(task.version) else { return }
        var error = TaskFlowError(.preconditionFailed, "The task has changed: it is at version \(task.version)")
        error.currentVersion = task.version
        var writer = JSONWriter(reserving: 1024)
        task.encode(to: &writer)
        error.currentTag = VersionTag.text(task.version, shown: writer.bytes)
        throw error
    }

    // Strong comparison: a weak tag never matches.
    private static func version(of tag: String) -> Int? {
        if let number = Int(tag) { return number }
        return VersionTag.version(of: tag)
    }
}
