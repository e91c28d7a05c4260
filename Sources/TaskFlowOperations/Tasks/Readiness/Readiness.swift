internal import TaskFlowDomain
package import TaskFlowSchema
internal import TaskFlowStorage

/// Whether a task may be started, for one caller, and why not.
package struct Readiness: Described, OperationOutput {
    let ready: Bool
    let reasons: [ReadinessReason]
    let nextEligibleAt: Timestamp?

    package static let schema = Schema(
        Readiness.init,
        Field("ready", \.ready, "Whether you could start it now"),
        Field("reasons", \.reasons, "What stands in the way; nobody_can is a warning alone"),
        Field("next_eligible_at", \.nextEligibleAt, "When it will be ready, where nothing but dates stands in the way"))

    package static let listColumns: [ListColumn]? = [
        // The sentence says who holds the task; with more columns it would not fit 80.
        ListColumn("REASON", "code"), ListColumn("TASK", "task_id", isNumber: true), ListColumn("WHY", "text"),
    ]

    init(_ obstacles: [Obstacle]) {
        reasons = obstacles.map(\.reason)
        ready = !reasons.contains { $0.code != .nobodyCan }
        let isDated = reasons.allSatisfy { [.notBefore, .cooling, .nobodyCan].contains($0.code) }
        nextEligibleAt = isDated ? obstacles.compactMap(\.until).max() : nil
    }

    private init(ready: Bool, reasons: [ReadinessReason], nextEligibleAt: Timestamp?) {
        self.ready = ready
        self.reasons = reasons
        self.nextEligibleAt = nextEligibleAt
    }

    /// A reason, and when it ends where it does so by itself.
    struct Obstacle {
        let reason: ReadinessReason
        var until: Timestamp?
    }
}

/// One thing that stands in a task's way.
package struct ReadinessReason: Described {
    let code: Code
    let text: String
    let taskID: TaskID?
    let since: Timestamp?
    let holder: WorkerID?

    package static let schema = Schema(
        ReadinessReason.init,
        Field("code", \.code, "What kind of reason it is"),
        Field("text", \.text, "A sentence"),
        Field(
            "task_id", \.taskID, "The task that it is about; null where that is this one, or one that you cannot see"),
        Field("since", \.since, "Since when"),
        Field("holder", \.holder, "Who holds that task"))

    /// The kinds of reasons (docs/contract.md, 3.6).
    package enum Code: String, Choice {
        case notPending = "not_pending"
        case assignedToOther = "assigned_to_other"
        case waits
        case parentWaits = "parent_waits"
        case openChildren = "open_children"
        case notBefore = "not_before"
        case cooling
        case capability
        case claimLimit = "claim_limit"
        case nobodyCan = "nobody_can"

        /// Whether a start is refused for it; the others tell why the task is not offered.
        var refusesStart: Bool { self == .waits || self == .parentWaits || self == .notBefore || self == .capability }
    }
}
