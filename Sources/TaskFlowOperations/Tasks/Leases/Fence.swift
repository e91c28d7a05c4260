internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The generation that a caller says with what it writes about a task, against the one that the task was granted with last: who
/// comes late does not write over the work of whoever has the task now.
struct Fence {
    /// What the caller said.
    let generation: LeaseGeneration?
    /// Whether the step is one that a holder by `claim_next` takes with its generation alone.
    let isDemanded: Bool

    /// For steps that are refused for another generation, and need none.
    static func checked(_ generation: LeaseGeneration?) -> Fence { Fence(generation: generation, isDemanded: false) }
    /// For steps that a holder by `claim_next` does not take without.
    static func demanded(_ generation: LeaseGeneration?) -> Fence { Fence(generation: generation, isDemanded: true) }
    /// For steps that know of no generation.
    static let none = Fence.checked(nil)

    /// Refuses another generation than the task's: 409 `lease_lost`, whoever calls.
    func check(_ task: TaskItem, _ record: LeaseRecord?) throws(TaskFlowError) {
        guard let generation, generation != record?.generation else { return }
        throw Self.lost(task)
    }

    /// Refuses whoever holds a task by `claim_next` and does not say its generation: 422 that names it.
    func demand(_ task: TaskItem, _ record: LeaseRecord?, of actor: Actor) throws(TaskFlowError) {
        guard isDemanded, generation == nil, let record, record.isFenced, record.worker == actor.workerID,
            task.holder == actor.workerID
        else { return }
        throw Self.missing(record.generation)
    }

    static func missing(_ generation: LeaseGeneration) -> TaskFlowError {
        let words = "Field required: say the generation of your claim, which is \(generation)"
        return .invalid([ValidationIssue("missing", at: [.name("body"), .name("generation")], words, input: .null)])
    }

    /// Says what became of the task.
    static func lost(_ task: TaskItem) -> TaskFlowError {
        let state: String
        switch (task.status, task.assignedTo) {
        case (.completed, _): state = "it is completed"
        case (.pending, nil): state = "it was taken back, and waits for somebody to claim it"
        case (let status, let worker?): state = "it is \(status.rawValue), and \(worker)'s by another claim"
        case (let status, nil): state = "it is \(status.rawValue), and nobody's"
        }
        return TaskFlowError(.leaseLost, "You no longer have task \(task.id) by that claim: \(state)")
    }
}

extension Field where Value == LeaseGeneration? {
    /// The generation of the caller's lease.
    static func generation(_ get: @escaping @Sendable (Root) -> LeaseGeneration?) -> Field {
        Field(
            "generation", get, in: .queryOrBody,
            "Your lease's generation, where you have one: refused with 409 when the task is no longer yours by it")
    }
}
