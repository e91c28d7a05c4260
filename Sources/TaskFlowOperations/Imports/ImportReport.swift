internal import TaskFlowDomain
package import TaskFlowSchema

/// What an import did, or would do.
package struct ImportReport: Described, CommandOutput {
    /// So many warnings are told one by one.
    private static let warningLimit = 1_000

    let created: Int
    let skipped: Int
    let leftOut: Int
    let tasks: [ImportedNumber]
    let warningCount: Int
    let warnings: [ImportWarning]

    package static let schemaName = "Import"
    package static let schema = Schema(
        ImportReport.init,
        Field("created", \.created, "How many tasks were made, or would be"),
        Field("skipped", \.skipped, "How many are in the project already"),
        Field("left_out", \.leftOut, "How many were not taken: named twice, or deleted here"),
        Field(
            "tasks", \.tasks, "The numbers of those that were made, in the order of the import; none after a dry run"),
        Field("warning_count", \.warningCount, "How many warnings there are"),
        Field("warnings", \.warnings, "What could not be kept, the first 1,000"))

    private init(
        created: Int, skipped: Int, leftOut: Int, tasks: [ImportedNumber], warningCount: Int, warnings: [ImportWarning]
    ) {
        (self.created, self.skipped, self.leftOut) = (created, skipped, leftOut)
        (self.tasks, self.warningCount, self.warnings) = (tasks, warningCount, warnings)
    }

    init(_ plan: ImportPlan, ids: [ImportedNumber]?) {
        self.init(
            created: plan.sequence.count, skipped: plan.skipped, leftOut: plan.leftOut, tasks: ids ?? [],
            warningCount: plan.warnings.count, warnings: Array(plan.warnings.prefix(Self.warningLimit)))
    }
}

/// The number of an imported task.
package struct ImportedNumber: Described {
    let sourceID: SourceID
    let id: TaskID

    package static let schema = Schema(
        ImportedNumber.init, Field("source_id", \.sourceID, "What it is called elsewhere"),
        Field("id", \.id, "The task's number"))
}

/// Something that could not be kept as it was.
package struct ImportWarning: Described, Equatable {
    let sourceID: SourceID
    let code: Code
    let text: String

    package static let schema = Schema(
        ImportWarning.init, Field("source_id", \.sourceID, "The task it is about"),
        Field("code", \.code, "What kind of warning it is"), Field("text", \.text, "What was done about it"))

    /// What was the matter.
    package enum Code: String, Choice {
        case duplicate
        case deletedHere = "deleted_here"
        case parentMissing = "parent_missing"
        case parentCompleted = "parent_completed"
        case parentLoop = "parent_loop"
        case needMissing = "need_missing"
        case needLoop = "need_loop"
        case needItself = "need_itself"
        case tooManyNeeds = "too_many_needs"
        case unknownWorker = "unknown_worker"
        case statusChanged = "status_changed"
        case titleCut = "title_cut"
        case textCut = "text_cut"
        case tooDeep = "too_deep"
    }
}
