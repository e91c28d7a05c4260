internal import TaskFlowDomain
import Testing

/// Who may judge work that nobody is assigned to any more (docs/contract.md, 3.5): what they did before decides.
@Suite struct ReviewAuthorityTests {
    /// What somebody has to do with the work.
    enum Part: CaseIterable {
        case none, held, handedIn, principalHeld, principalHandedIn, principalAssigned, personsOnly
    }

    /// The parts that keep each kind of caller from judging, in a project and without one.
    static func kept(_ caller: Caller, inProject: Bool) -> Set<Part>? {
        switch (caller, inProject) {
        case (.stranger, true), (.viewer, _), (.viewerCreator, _): nil
        case (.owner, true), (.admin, _): []
        case (.agent, true): nil
        case (.agent, _), (.agentCreator, _), (.agentMember, _), (.agentOwner, _), (.agentAdmin, _):
            Set(Part.allCases).subtracting([.none])
        default: [.held, .handedIn]
        }
    }

    @Test(arguments: Caller.allCases, [true, false]) func everyPart(caller: Caller, inProject: Bool) {
        guard let kept = Self.kept(caller, inProject: inProject) else { return }
        for part in Part.allCases {
            let principal: WorkerID? = isAgent(caller) ? WorkerID(trusted: "@person") : nil
            let standing = ReviewStanding(
                hasHeld: part == .held, principal: principal, principalHasHeld: part == .principalHeld,
                rule: part == .personsOnly ? .person : .anyone)
            let authority = caller.authority(
                .review, part == .principalAssigned ? "@person" : nil, inProject,
                submittedBy: part == .handedIn ? "@me" : part == .principalHandedIn ? "@person" : "@earlier", standing)
            for step in [Transition.approve, .reject, .complete] {
                #expect(isAllowed(step, authority) == !kept.contains(part), "\(caller) \(step.verb) \(part)")
            }
        }
    }

    @Test func whatIsSaid() {
        let rule = ReviewStanding(rule: .person)
        #expect(
            message(Caller.agentMember.authority(.review, nil, true, rule))
                == "In this project a person must review the work: agents do not")
        let principal = ReviewStanding(principal: WorkerID(trusted: "@person"), principalHasHeld: true)
        #expect(
            message(Caller.agentMember.authority(.review, nil, true, principal))
                == "The person who answers for you worked on this task: someone else must review it")
    }

    private func isAgent(_ caller: Caller) -> Bool {
        [.agent, .agentCreator, .agentMember, .agentOwner, .agentAdmin].contains(caller)
    }

    private func isAllowed(_ step: Transition, _ authority: TaskAuthority) -> Bool {
        do throws(TaskFlowError) {
            try authority.check(step)
            return true
        } catch { return false }
    }

    private func message(_ authority: TaskAuthority) -> String? {
        do throws(TaskFlowError) {
            try authority.check(.approve)
            return nil
        } catch { return error.message }
    }
}
