internal import TaskFlowSchema

@testable internal import TaskFlowDomain

extension TaskItem {
    /// A task in which every field that a transition could touch holds something else than it would write.
    static func example(_ status: TaskStatus, assignedTo: String? = nil, project: String? = nil) -> TaskItem {
        TaskItem(
            id: TaskID(trusted: 12), title: Title(trusted: "t"), description: LongText(trusted: "d"), status: status,
            priority: .high, progressPercent: Percent(trusted: 40),
            assignedTo: assignedTo.map { WorkerID(trusted: $0) },
            projectSlug: project.map { Slug(trusted: $0) }, parentID: TaskID(trusted: 3),
            tags: Tags([Tag(trusted: "x")]), dueDate: Timestamp(milliseconds: 5),
            createdBy: WorkerID(trusted: "@creator"),
            version: 4, startedAt: nil, completedAt: Timestamp(milliseconds: 7), createdAt: Timestamp(milliseconds: 1),
            updatedAt: Timestamp(milliseconds: 2), notBefore: Timestamp(milliseconds: 3),
            requires: Requirements([Tag(trusted: "swift")]), waits: 2, openChildren: 1, ready: false, remark: nil,
            submittedBy: WorkerID(trusted: "@earlier"), accountableID: WorkerID(trusted: "@boss"),
            openQuestions: 1, comments: 2)
    }
}
