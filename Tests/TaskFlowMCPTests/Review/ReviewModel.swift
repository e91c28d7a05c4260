/// The rules on who may take which step, written a second time and in another way: the generator compares the program with them.
enum ReviewModel {
    enum Place: CaseIterable {
        case none, open, personsOnly

        var slug: String? {
            switch self {
            case .none: nil
            case .open: "open"
            case .personsOnly: "strict"
            }
        }
    }

    struct Worker {
        let handle: String
        var isAgent = false
        var isAdmin = false
        /// `owner`, `member`, `viewer`, or nothing, in both projects.
        var role: String?
        /// Who answers for an agent.
        var person: String?

        func canWork(in place: Place) -> Bool { isAdmin || place == .none || role == "owner" || role == "member" }
        func canSee(_ place: Place) -> Bool { isAdmin || place == .none || role != nil }
    }

    struct Work: Equatable {
        let place: Place
        let creator: String
        var status = "pending"
        var assignee: String?
        var handedInBy: String?
        /// Everybody who held it since it was created or last reopened.
        var hands: Set<String> = []

        var holder: String? { ["in_progress", "review", "blocked"].contains(status) ? assignee : nil }
    }

    enum Step: Equatable {
        case start, progress, submit, approve, reject, complete, block, unblock, release, reopen
        case assign(String?)
        /// A change of assignee (nothing, nobody or somebody) and status (or not) in one.
        case patch(String??, String?)
    }

    enum Verdict: Equatable {
        case done(Work)
        case unseen, forbidden, impossible
    }

    static func verdict(of step: Step, by worker: Worker, on work: Work) -> Verdict {
        if !worker.canSee(work.place) { return .unseen }
        if !worker.canWork(in: work.place) { return .forbidden }
        guard case .patch(let assignee, let status) = step else { return take(step, worker, work, work) }
        return patch(assignee, status, worker, work)
    }

    private static func patch(_ assignee: String??, _ status: String?, _ worker: Worker, _ work: Work) -> Verdict {
        var now = work
        if case .some(let wanted) = assignee, wanted != now.assignee {
            guard case .done(let next) = take(.assign(wanted), worker, work, work) else {
                return take(.assign(wanted), worker, work, work)
            }
            now = next
        }
        guard let status, status != now.status else { return .done(now) }
        guard let step = step(from: now, to: status) else { return .impossible }
        // A worker who gets the task and loses it again in one change never held it.
        now.hands = work.hands
        return take(step, worker, now, work)
    }

    /// Takes a step with the work as it is now. The caller must be allowed to take it with the work as the call found it, too.
    private static func take(_ step: Step, _ worker: Worker, _ now: Work, _ first: Work) -> Verdict {
        guard may(worker, step, first), may(worker, step, now) else { return .forbidden }
        guard var next = result(of: step, by: worker.handle, now) else { return .impossible }
        if let holder = next.holder { next.hands.insert(holder) }
        // An agent that hands in what is another's has had a hand in it.
        if case .submit = step, worker.isAgent, next.handedInBy != worker.handle { next.hands.insert(worker.handle) }
        if step == .reopen { next.hands = [] }
        return .done(next)
    }

    private static func may(_ worker: Worker, _ step: Step, _ work: Work) -> Bool {
        let answers = worker.isAdmin || (work.place == .none ? work.creator == worker.handle : worker.role == "owner")
        let isMine = work.assignee == worker.handle || answers
        switch step {
        case .start, .unblock, .reopen, .patch: return true
        case .assign(let other): return work.holder == nil || work.holder == other || isMine
        case .approve, .reject: return mayJudge(worker, work)
        case .complete where work.status == "review": return mayJudge(worker, work)
        case .progress, .submit, .complete, .block, .release: return work.assignee == nil || isMine
        }
    }

    static func mayJudge(_ worker: Worker, _ work: Work) -> Bool {
        let doers = work.hands.union([work.handedInBy, work.assignee].compactMap { $0 })
        if worker.isAgent {
            return work.place != .personsOnly && doers.isDisjoint(with: [worker.handle, worker.person ?? ""])
        }
        return !doers.contains(worker.handle) || worker.isAdmin || (work.place != .none && worker.role == "owner")
    }

    private static func step(from work: Work, to status: String) -> Step? {
        let back = work.assignee == nil ? "pending" : "in_progress"
        switch (work.status, status) {
        case ("pending", "in_progress"): return .start
        case ("pending", "blocked"), ("in_progress", "blocked"): return .block
        case ("in_progress", "pending"): return .release
        case ("in_progress", "review"): return .submit
        case ("in_progress", "completed"), ("review", "completed"): return .complete
        case ("review", back): return .reject
        case ("blocked", back): return .unblock
        case ("completed", "pending"): return .reopen
        default: return nil
        }
    }

    private static func result(of step: Step, by caller: String, _ work: Work) -> Work? {
        var next = work
        let isTaken = work.assignee != nil
        switch (step, work.status) {
        case (.start, "pending"):
            if isTaken, work.assignee != caller { return nil }
            (next.status, next.assignee) = ("in_progress", caller)
        case (.progress, "in_progress"): break
        case (.submit, "in_progress"): (next.status, next.handedInBy) = ("review", work.assignee)
        case (.approve, "review"), (.complete, "review"), (.complete, "in_progress"): next.status = "completed"
        case (.reject, "review"), (.unblock, "blocked"): next.status = isTaken ? "in_progress" : "pending"
        case (.block, "pending"), (.block, "in_progress"): next.status = "blocked"
        case (.release, "in_progress"): (next.status, next.assignee) = ("pending", nil)
        case (.reopen, "completed"): (next.status, next.handedInBy) = ("pending", nil)
        case (.assign(let other), "pending"), (.assign(let other), "review"), (.assign(let other), "blocked"):
            next.assignee = other
        case (.assign(let other), "in_progress"):
            (next.assignee, next.status) = (other, other == nil ? "pending" : "in_progress")
        default: return nil
        }
        return next
    }
}
