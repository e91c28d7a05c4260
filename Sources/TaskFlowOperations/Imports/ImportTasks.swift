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
            progress without somebody who may do it (it comes in pending). Comments are the caller's, and begin with who said \
            it and when. An unknown member is refused. The body may have 32 MiB, here alone.
            """,
        errors: [.forbidden, .conflict, .tooLarge])

    package static func run(
        _ input: Input, as actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ImportReport {
        let project = try hold(input.projectSlug, for: actor, in: tx)
        let workers = try ImportWorkers(input.tasks.all, in: project, for: actor, tx)
        let there = try ImportedBefore(input, in: project, tx)
        let around = try ImportSurroundings(of: input.tasks.all, there, in: tx)
        let rules = try ImportRules(of: project, for: actor, at: tx.now, in: tx)
        let plan = ImportPlan(input.tasks.all, there: there, around: around, workers: workers, rules: rules)
        if input.isDryRun { return ImportReport(plan, ids: nil) }
        return ImportReport(plan, ids: try ImportMaking(input, plan, project, actor).make(in: tx))
    }

    /// Finds the project, and holds what the import relies on, in the order of all operations: the tree, and then the project.
    /// The tree is held where an earlier import left something that this one may name; what is new nobody else knows yet.
    private static func hold(
        _ slug: Slug, for actor: Actor, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> ProjectPlace {
        if let project = try ProjectPlace.find(slug, for: actor, in: tx) {
            try project.requireOwner(actor)
            try TaskLocks.importAlone(for: actor, in: tx)
            if try ImportedBefore.isAny(in: project, tx) { try TaskLocks.changeTree(of: actor, in: tx) }
        }
        let project = try ProjectPlace.find(slug, for: actor, at: "project_slug", in: tx)
        try project.requireOwner(actor)
        return project
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

    /// What a task with that `source` is called there; `nil` where it is from elsewhere. By bytes, as Swift's strings are equal
    /// where they only look alike.
    func id(in source: String) -> SourceID? {
        let mark = Array("\(rawValue):".utf8)
        guard source.utf8.starts(with: mark) else { return nil }
        return SourceID(trusted: String(Substring(source.utf8.dropFirst(mark.count))))
    }
}
