package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Deletes a project; with tasks in it only by force, and then each task has its own audit row.
package enum DeleteProject: Command {
    package struct Input: Described {
        let slug: Slug
        let force: Bool

        package static let schema = Schema(
            Input.init,
            Field.slug(\.slug),
            Field("force", \.force, in: .query, default: false, "Delete the project's tasks with it"))
    }

    package static let spec = Spec(
        name: "delete_project", verb: Verb("project delete", "slug", example: "project delete website --force"),
        route: .delete("/api/projects/{slug}"), scope: .projectsWrite, success: .noContent,
        summary: "Delete a project", details: "An owner of the project or an admin.",
        errors: [.notFound, .forbidden, .conflict])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> NoContent {
        try TaskLocks.changeTree(of: actor, in: tx)
        let place = try ProjectPlace.find(path: input.slug, for: actor, lock: .changing, in: tx)
        try place.requireOwner(actor)
        let project = try StoredProject.get(place.id, in: tx)
        guard input.force || project.item.taskCount == 0 else {
            let count = project.item.taskCount == 1 ? "1 task" : "\(project.item.taskCount) tasks"
            throw TaskFlowError(.conflict, "Project '\(input.slug)' has \(count): delete them with it by force")
        }
        try lockMembers(of: place.id, in: tx)
        try TaskLocks.lockAll(of: place.id, in: tx)
        try removeTasks(of: place.id, by: actor, in: tx)
        try tx.execute("DELETE FROM project_members WHERE project_id = \(place.id)")
        try tx.execute("DELETE FROM projects WHERE id = \(place.id)")
        try tx.record(.deleted, project, context: ["name": project.item.name.json], by: actor)
        return NoContent()
    }

    /// Whoever takes a task keeps its own membership first, so that is locked before the tasks. It travels with the next statement.
    private static func lockMembers(of project: ProjectID, in tx: borrowing Transaction) throws(TaskFlowError) {
        try tx.hold(
            "SELECT 1 FROM project_members WHERE project_id = \(project) ORDER BY worker_id", .changing,
            of: "project_members")
    }

    // Parents before children, as a subtask lies in its parent's project and never has a smaller depth.
    private static func removeTasks(
        of project: ProjectID, by actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        let tasks = try tx.all(
            """
            WITH RECURSIVE tree (id, depth) AS (SELECT id, 0 FROM tasks WHERE project_id = \(project) \
            AND parent_id IS NULL UNION ALL SELECT tasks.id, tree.depth + 1 FROM tasks JOIN tree \
            ON tasks.parent_id = tree.id) \
            SELECT \(StoredTask.columns) FROM tasks JOIN tree ON tree.id = tasks.id ORDER BY tree.depth, tasks.id
            """, StoredTask.init)
        try Dependents.release(tasks, force: true, by: actor, in: tx)
        try TaskRemoval.remove(tasks, by: actor, in: tx)
    }
}
