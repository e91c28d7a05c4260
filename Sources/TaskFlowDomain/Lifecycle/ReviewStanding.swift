/// What may keep somebody from judging a task (contract section 12), beside what the task itself shows.
public struct ReviewStanding: Sendable {
    /// Whether they held the task since it was created or last reopened.
    public let hasHeld: Bool
    /// The person who answers for them, where they are an agent.
    public let principal: WorkerID?
    /// Whether that person held the task since then.
    public let principalHasHeld: Bool
    /// Who may judge work in the task's project; ``ReviewRule/anyone`` without one.
    public let rule: ReviewRule

    public init(
        hasHeld: Bool = false, principal: WorkerID? = nil, principalHasHeld: Bool = false, rule: ReviewRule = .anyone
    ) {
        self.hasHeld = hasHeld
        self.principal = principal
        self.principalHasHeld = principalHasHeld
        self.rule = rule
    }
}
