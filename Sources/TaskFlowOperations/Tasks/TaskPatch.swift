internal import TaskFlowDomain
package import TaskFlowSchema

/// The input of `update_task`: what is left out stays as it is.
package struct TaskPatch: Described {
    let taskID: TaskID
    let ifMatch: VersionMatch?
    let title: Patch<Title>
    let description: Patch<LongText?>
    let status: Patch<TaskStatus>
    let priority: Patch<Priority>
    let progressPercent: Patch<Percent>
    let assignedTo: Patch<WorkerReference?>
    let parentID: Patch<TaskID?>
    let tags: Patch<Tags?>
    let dueDate: Patch<Timestamp?>
    let notBefore: Patch<Timestamp?>
    let requires: Patch<Requirements?>
    let needs: Patch<TaskNumbers?>
    let reason: Note?
    let generation: LeaseGeneration?

    package static let schema = Schema(
        TaskPatch.init,
        Field.taskID(\.taskID),
        Field.ifMatch(\.ifMatch),
        Field("title", \.title, "What is to be done"),
        Field("description", \.description, "More about it"),
        Field("status", \.status, "Takes the step that leads to this status, under the step's own rules"),
        Field("priority", \.priority, "How urgent it is"),
        Field("progress_percent", \.progressPercent, "How much is done, in percent; in_progress alone"),
        Field("assigned_to", \.assignedTo, "Id or handle of a worker who may work on it, or me; null to unassign"),
        Field("parent_id", \.parentID, "The task it is a part of"),
        Field("tags", \.tags, "Its tags"),
        Field("due_date", \.dueDate, "When it is due"),
        Field("not_before", \.notBefore, "Before it the task is not offered and not started"),
        Field("requires", \.requires, "Capabilities that an agent must have to start it"),
        Field("needs", \.needs, "All tasks that must be completed before it may be started"),
        Field(
            "reason", \.reason,
            "Why: the reason that the step to the new status needs, or a note with it or with the progress"),
        Field.generation(\.generation))
}
