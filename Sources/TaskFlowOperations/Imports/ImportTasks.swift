package import TaskFlowDomain
package import TaskFlowSchema
package import TaskFlowStorage

/// Brings tasks along from elsewhere, with their states and times, all of it or nothing; a second time only what is new.
package enum ImportTasks: Command {
    package struct Input: Described {
        let source: ImportSource
        let projectSlug: Slug
        let tasks: ImportedTasks
        let isDryRun: Bool
        let includesDeleted: Bool

        package static let schemaName = "NewImport"
        package static let schema = Schema(
            Input.init,
            Field("source", \.source, "Where they are from, such as `beads`: the beginning of each task's `source`"),
            Field("project_slug", \.projectSlug, "The project that they come into; the caller must own it"),
            Field(
                "tasks", \.tasks,
                "20,000 at most; parent and needs name a source_id of the import, or of one before it into the project"),
            Field("dry_run", \.isDryRun, default: false, "Whether to say what would be done, and to make nothing"),
            Field(
                "include_deleted", \.includesDeleted, default: false,
                "Whether what was imported before, and deleted here, comes again")
        ).closed()
    }

    /// How many bytes the body of such a call may have, and of no other.
    package static let bodyBytes: Int? = 32 << 20
    package static let isAloneInTenant = true

    package static let spec = Spec(
        name: "import_tasks",
        verb: Verb(
            "project import", bodyFrom: "FILE", flags: ["project": "project_slug"],
            example: "project import tasks.json --project website --dry-run"),
        route: .post("/api/imports"), scope: .tasksWrite, summary: "Import tasks",
        details: """
            For owners of the project and admins, in one transaction, one import at a time. States and times are kept, and each task \
            has an audit row `imported`. A task whose source is in the project already is left as it is. What cannot be kept is \
            told in `warnings`: what names nothing, loops, a completed task with open subtasks (it comes in open), work in \
            progress without somebody who may do it (it comes in pending). An unknown member is refused.
            """,
        errors: [.forbidden, .conflict])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ImportReport {
        try TaskLocks.importAlone(for: actor, in: tx)
        let project = try ProjectPlace.find(input.projectSlug, for: actor, at: "project_slug", in: tx)
        try project.requireOwner(actor)
        let there = try ImportedBefore(input, in: project, tx)
        let workers = try ImportWorkers(input.tasks.all, in: project, for: actor, tx)
        let rules = try ImportRules(of: project, for: actor, at: tx.now, in: tx)
        let plan = ImportPlan(input.tasks.all, there: there, workers: workers, rules: rules)
        if input.isDryRun { return ImportReport(plan, ids: nil) }
        let making = ImportMaking(input, plan, project, actor)
        let (ids, warnings) = try making.make(in: tx)
        return ImportReport(plan, ids: ids, more: warnings)
    }
}

/// Where imported tasks are from: lower-case letters, digits and dashes, 1–30.
package struct ImportSource: ConstrainedString {
    package static let rules = StringRules(
        1...30, pattern: .init("^[a-z0-9-]{1,30}$", matches: isSource), example: "beads")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    private static func isSource(_ text: Substring.UTF8View) -> Bool {
        text.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// A task's `source`: `beads:sea-a1`.
    func source(of id: SourceID) -> String { "\(rawValue):\(id.rawValue)" }
}
