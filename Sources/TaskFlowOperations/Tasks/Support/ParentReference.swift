internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The task that another is to become a part of, locked so that it is not completed meanwhile.
struct ParentReference {
    let task: StoredTask

    /// Finds the parent that an input names; 422 at `parent_id` when the actor sees no such task.
    static func find(
        _ id: TaskID?, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ParentReference? {
        guard let id else { return nil }
        do throws(TaskFlowError) {
            return ParentReference(task: try LoadedTask.find(id, for: actor, locked: true, in: tx).task)
        } catch {
            guard error.code == .notFound else { throw error }
            throw .invalid("task \(id) not found", at: [.name("body"), .name("parent_id")], input: id.json)
        }
    }

    /// Refuses a parent in another project: 400.
    func requireProject(_ project: ProjectID?) throws(TaskFlowError) {
        guard task.projectID == project else {
            throw TaskFlowError(.invalidState, "A subtask must lie in its parent's project")
        }
    }

    /// Refuses a parent that is completed, for it would then have an open subtask: 409.
    func requireOpen() throws(TaskFlowError) {
        guard task.item.status != .completed else {
            throw TaskFlowError(
                .openSubtasks, "Task \(task.item.id) is completed: reopen it before it gets an open subtask")
        }
    }
}
