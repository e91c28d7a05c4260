package import TaskFlowSchema

/// A task as every door shows it (docs/contract.md, 2). Named so because `Task` is Swift's.
package struct TaskItem: Described {
    package var id: TaskID
    package var title: Title
    package var description: LongText?
    package var status: TaskStatus
    package var priority: Priority
    package var progressPercent: Percent
    package var assignedTo: WorkerID?
    package var projectSlug: Slug?
    package var parentID: TaskID?
    package var tags: Tags
    package var dueDate: Timestamp?
    package var createdBy: WorkerID
    package var version: Int
    package var startedAt: Timestamp?
    package var completedAt: Timestamp?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var notBefore: Timestamp?
    package var requires: Requirements
    package var waits: Int
    package let openChildren: Int
    package let ready: Bool
    package var lease: Lease?
    package var remark: Remark?
    package var blockedKind: BlockedKind?
    package var submittedBy: WorkerID?
    package var accountableID: WorkerID?
    package let openQuestions: Int
    package let comments: Int
    package var source: String?

    /// A task as it begins: pending, version 1, with no progress. Its number is the database's to give.
    package static func new(
        _ title: Title, _ description: LongText?, priority: Priority, assignedTo: WorkerID?, projectSlug: Slug?,
        parentID: TaskID?, tags: Tags, dueDate: Timestamp?, notBefore: Timestamp?, requires: Requirements, waits: Int,
        createdBy: WorkerID, at now: Timestamp
    ) -> TaskItem {
        TaskItem(
            id: .toBeGiven, title: title, description: description, status: .pending, priority: priority,
            progressPercent: Percent(trusted: 0), assignedTo: assignedTo, projectSlug: projectSlug, parentID: parentID,
            tags: tags, dueDate: dueDate, createdBy: createdBy, version: 1, createdAt: now, updatedAt: now,
            notBefore: notBefore, requires: requires, waits: waits, openChildren: 0, ready: waits == 0,
            openQuestions: 0,
            comments: 0)
    }

    /// Who holds it: its assignee while it is in progress, in review or blocked.
    package var holder: WorkerID? { status == .pending || status == .completed ? nil : assignedTo }

    package static let schema = Schema(
        TaskItem.init,
        Field(column: "id", \.id, "The task's number"),
        Field(column: "title", \.title, "What is to be done"),
        Field(column: "description", \.description, "More about it"),
        Field(column: "status", \.status, "Where it stands"),
        Field(column: "priority", \.priority, "How urgent it is"),
        Field(column: "progress_percent", \.progressPercent, "How much is done, in percent"),
        Field(column: "assigned_to", \.assignedTo, "Id of the worker it is assigned to"),
        Field(column: "project_slug", \.projectSlug, "The project it belongs to"),
        Field(column: "parent_id", \.parentID, "The task it is a part of"),
        Field(column: "tags", \.tags, "Its tags"),
        Field(column: "due_date", \.dueDate, "When it is due"),
        Field(column: "created_by", \.createdBy, "Id of the worker who created it"),
        Field(column: "version", \.version, isLogged: false, "Starts at 1 and grows by 1 with every change"),
        Field(column: "started_at", \.startedAt, "When work on it first began"),
        Field(column: "completed_at", \.completedAt, "When it was completed"),
        Field(column: "created_at", \.createdAt, "When it was created"),
        Field(column: "updated_at", \.updatedAt, isLogged: false, "When it last changed"),
        Field(column: "not_before", \.notBefore, "Before it the task is not offered and not started"),
        Field(column: "requires", \.requires, "Capabilities that an agent must have to start it"),
        Field(
            column: "waits", \.waits, isLogged: false, "How many of the tasks that it needs itself are not completed"),
        Field(column: "open_children", \.openChildren, isLogged: false, "How many subtasks are not completed"),
        Field(
            column: "ready", \.ready, from: isReady,
            "Whether it could be taken now by somebody who has what it requires; gates of its ancestors count"),
        Field("lease", \.lease, reading: Lease.expressions, "Until when an agent has it; null for people's work"),
        Field(
            "remark", \.remark, columns: Remark.columns, isLogged: false,
            "The last reason or note given with a step, or why a lease ended; the next one replaces it"),
        Field(column: "blocked_kind", \.blockedKind, isLogged: false, "What a blocked task waits for"),
        Field(column: "submitted_by", \.submittedBy, "Id of the worker whose work was handed in, until it is reopened"),
        Field(column: "accountable_id", \.accountableID, "Id of the person who answers for it"),
        Field(
            column: "open_questions", \.openQuestions, isLogged: false, "How many questions about it are still open"),
        Field(column: "comments", \.comments, isLogged: false, "How many comments it has"),
        Field(column: "source", \.source, "Where an imported task came from, such as `github:owner/repo#7`"))

    /// The condition on a row of the table of tasks. A task with open subtasks is a container, and never offered.
    package static let isReady = """
        (tasks.status = 'pending' AND tasks.waits = 0 AND tasks.inherited = 0 AND tasks.open_children = 0 \
        AND tasks.deferred = 0 AND tasks.cooling = 0)
        """

    package static let schemaName = "Task"
}

extension TaskItem: Listed {
    package static let listColumns = [
        ListColumn("ID", "id", isNumber: true), ListColumn("STATUS", "status"),
        ListColumn("PRIORITY", "priority"), ListColumn("%", "progress_percent", isNumber: true),
        ListColumn("ASSIGNED", "assigned_to"), ListColumn("PROJECT", "project_slug"),
        ListColumn("DUE", "due_date"), ListColumn("TITLE", "title"),
        ListColumn("REMARK", "remark", isRemark: true),
    ]
}

/// Where a task stands (docs/contract.md, 2).
package enum TaskStatus: String, Choice, ColumnConvertible {
    case pending
    case inProgress = "in_progress"
    case review
    case completed
    case blocked
}

/// A percentage: 0–100.
package struct Percent: ConstrainedInteger {
    package static let range = 0...100
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}
