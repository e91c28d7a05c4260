internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The workers whom an import names, as far as they may work in the project.
struct ImportWorkers {
    private var found: [WorkerReference: WorkerID] = [:]
    private var refusals: [WorkerReference: String] = [:]

    init() {}

    init(
        _ tasks: [ImportedTask], in project: ProjectPlace, for actor: Actor, _ tx: borrowing Transaction
    ) throws(TaskFlowError) {
        for worker in tasks.compactMap(\.assignedTo).distinct {
            do throws(TaskFlowError) {
                found[worker] = try Assignee.find(worker, for: project, actor: actor, in: tx)
            } catch {
                guard error.code == .validationFailed else { throw error }
                refusals[worker] = error.issues.first?.message.replacing("Value error, ", with: "")
            }
        }
    }

    subscript(worker: WorkerReference?) -> WorkerID? { worker.flatMap { found[$0] } }

    /// Why a worker is not taken.
    func refusal(of worker: WorkerReference) -> String? { refusals[worker] }
}

/// What may be imported by whom.
struct ImportRules {
    let now: Timestamp
    /// Whether work may come in as done or handed in. An agent that owns a project does not get past its reviews that way.
    let takesJudged: Bool

    init(now: Timestamp, takesJudged: Bool) { (self.now, self.takesJudged) = (now, takesJudged) }

    init(
        of project: ProjectPlace, for actor: Actor, at now: Timestamp, in tx: borrowing Transaction
    ) throws(TaskFlowError) {
        self.now = now
        let isReviewed = try StoredProject.get(project.id, in: tx).item.reviewRequired
        takesJudged = actor.type == .human || !isReviewed
    }
}
