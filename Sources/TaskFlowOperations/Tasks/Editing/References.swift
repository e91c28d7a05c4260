internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The task that another is to become a part of, locked so that it is not completed meanwhile.
struct ParentReference {
    let task: StoredTask

    /// Finds the parent that an input names, locked where it is to stay as it is; 422 at `parent_id` when the actor sees no such task.
    static func find(
        _ id: TaskID?, for actor: Actor, _ purpose: LoadedTask.Purpose = .changing, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ParentReference? {
        guard let id else { return nil }
        do throws(TaskFlowError) {
            return ParentReference(task: try LoadedTask.find(id, for: actor, purpose, in: tx).task)
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

/// The worker a task is to be assigned to: one who may work on it, and is kept from leaving until that is done.
enum Assignee {
    /// Finds the worker an input names, by id or handle, and the right to work in the project; 422 at `member` when not.
    static func find(
        _ reference: WorkerReference, for project: ProjectPlace?, actor: Actor, at member: String = "assigned_to",
        in tx: borrowing Transaction
    ) throws(TaskFlowError) -> WorkerID {
        let location: [ValidationIssue.Step] = [.name("body"), .name(member)]
        guard let worker = try WorkerRecord.find(reference, for: actor, lock: .kept, in: tx) else {
            throw .invalid("worker '\(reference)' not found", at: location, input: reference.json)
        }
        guard let project, worker.role != .admin else { return worker.id }
        let role = try tx.value(
            """
            SELECT role FROM project_members WHERE project_id = \(project.id) \
            AND worker_id = \(worker.id)\(tx.dialect.lock(.kept, of: "project_members"))
            """, as: ProjectRole.self)
        guard role?.mayWork == true else {
            throw .invalid(
                "worker '\(reference)' may not work in project '\(project.slug)'", at: location, input: reference.json)
        }
        return worker.id
    }
}
