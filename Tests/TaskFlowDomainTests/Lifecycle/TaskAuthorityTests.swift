internal import TaskFlowDomain
import Testing

/// Who may take which step (docs/contract.md, 3.5): every kind of caller × every step × with and without a project
/// × unassigned, the caller's own, someone else's.
@Suite struct TaskAuthorityTests {
    /// Letters: `f` free steps (start, unblock, reopen, assign while pending), `t` taking (assign while held), `h` the holder's (progress, submit, complete, block,
    /// release), `v` reviews (approve, reject, complete from review), `d` deletion. Absent letters are refusals.
    static let table: [(Caller, inProject: Bool, unassigned: String, own: String, others: String)] = [
        (.stranger, false, "fthv", "fth", "fv"), (.creator, false, "fthvd", "fthd", "fthvd"),
        (.admin, false, "fthvd", "fthvd", "fthvd"),
        (.agent, false, "fthv", "fth", "fv"), (.agentCreator, false, "fthvd", "fthd", "fthvd"),
        (.agentAdmin, false, "fthvd", "fthd", "fthvd"),
        (.stranger, true, "", "", ""), (.viewer, true, "", "", ""), (.viewerCreator, true, "", "", ""),
        (.member, true, "fthv", "fth", "fv"),
        (.creator, true, "fthvd", "fthd", "fvd"), (.owner, true, "fthvd", "fthvd", "fthvd"),
        (.admin, true, "fthvd", "fthvd", "fthvd"),
        (.agentMember, true, "fthv", "fth", "fv"), (.agentOwner, true, "fthvd", "fthd", "fthvd"),
        (.agentAdmin, true, "fthvd", "fthd", "fthvd"),
    ]

    static let steps: [(Transition, TaskStatus, Character)] =
        Transition.kinds.map { step in
            switch step.verb {
            case "start", "unblock", "reopen", "assign": (step, step.sources[0], "f")
            case "approve", "reject": (step, .review, "v")
            default: (step, .inProgress, "h")
            }
        }
        + [(.complete, .review, "v")]
        + [TaskStatus.inProgress, .review, .blocked].map { (.assign(nil), $0, "t") }

    @Test(arguments: table.indices) func everyStep(row: Int) {
        let (caller, inProject, unassigned, own, others) = Self.table[row]
        for (holder, allowed) in [(nil, unassigned), ("@me", own), ("@other", others)] {
            for (step, status, letter) in Self.steps {
                let authority = caller.authority(status, holder, inProject)
                #expect(
                    isAllowed(step, authority) == allowed.contains(letter),
                    "\(caller) \(step.verb) \(status) \(holder ?? "-")")
            }
            #expect(
                caller.authority(.pending, holder, inProject).mayDelete == allowed.contains("d"),
                "\(caller) delete \(holder ?? "-")")
        }
    }

    private var submit: Transition { .submit(by: WorkerID(trusted: "@me")) }

    @Test func whatIsSaid() {
        #expect(message(.viewer, submit, .inProgress, "@me", true) == "Viewers of a project may only read its tasks")
        #expect(
            message(.member, submit, .inProgress, "@other", true)
                == "Only the assignee, the project's owner or an admin may do this")
        #expect(
            message(.stranger, submit, .inProgress, "@other", false)
                == "Only the assignee, its creator or an admin may do this")
        let own = "You worked on this task: someone else must review it"
        #expect(
            message(.member, .approve, .review, "@me", true) == own + ", or the project's owner or an admin")
        #expect(message(.stranger, .approve, .review, "@me", false) == own + ", or an admin")
        #expect(message(.agentOwner, .complete, .review, "@me", true) == own)
        #expect(message(.agentAdmin, .reject, .review, "@me", false) == own)
        #expect(
            message(.member, .assign(nil), .review, "@other", true)
                == "Only its holder @other, the project's owner or an admin may take task 12 from its holder")
        #expect(message(.owner, .approve, .review, "@me", true) == nil)
    }

    private func isAllowed(_ step: Transition, _ authority: TaskAuthority) -> Bool {
        do throws(TaskFlowError) {
            try authority.check(step)
            return true
        } catch {
            #expect(error.code == .forbidden)
            return false
        }
    }

    private func message(
        _ caller: Caller, _ step: Transition, _ status: TaskStatus, _ holder: String, _ inProject: Bool
    ) -> String? {
        do throws(TaskFlowError) {
            try caller.authority(status, holder, inProject).check(step)
            return nil
        } catch { return error.message }
    }
}
