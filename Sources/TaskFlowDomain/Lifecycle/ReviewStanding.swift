/// What may keep somebody from judging a task (contract section 12), beside what the task itself shows.
package struct ReviewStanding: Sendable {
    /// Whether they held the task since it was created or last reopened.
    package let hasHeld: Bool
    /// The person who answers for them, where they are an agent.
    package let principal: WorkerID?
    /// Whether that person held the task since then.
    package let principalHasHeld: Bool
    /// Who may judge work in the task's project; ``ReviewRule/anyone`` without one.
    package let rule: ReviewRule

    package init(
        hasHeld: Bool = false, principal: WorkerID? = nil, principalHasHeld: Bool = false, rule: ReviewRule = .anyone
    ) {
        self.hasHeld = hasHeld
        self.principal = principal
        self.principalHasHeld = principalHasHeld
        self.rule = rule
    }
}
