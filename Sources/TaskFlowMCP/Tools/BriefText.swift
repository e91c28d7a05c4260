internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// A brief as an agent reads it: plain lines, 2,000 bytes at most. What does not fit is cut, and the end says how to get the rest.
struct BriefText {
    /// The most bytes of the text.
    static let limit = 2_000
    /// The most characters of a description.
    static let descriptionLimit = 1_000
    /// What is kept for saying that something was cut.
    private static let reserve = 150

    private let brief: Brief
    private let reader: WorkerID
    private var wasCut = false

    private init(_ brief: Brief, _ reader: WorkerID) { (self.brief, self.reader) = (brief, reader) }

    static func of(_ brief: Brief, for reader: WorkerID) -> String {
        var text = BriefText(brief, reader)
        return text.whole()
    }

    /// What must be there comes first, and of the rest each part gets its share of what is left; the description has what nobody
    /// else needs.
    private mutating func whole() -> String {
        let head = [cut(headline, 300), cut(standing, 320)] + parent
        let end = steps
        var left = Self.limit - Self.reserve - size(of: head + end)
        let needs = needs(within: min(260, left / 4))
        left -= size(of: needs)
        let questions = questions(within: min(520, left / 2))
        left -= size(of: questions)
        let words = words(within: min(480, left * 2 / 3))
        left -= size(of: words)
        let lines = head + needs + description(within: left) + questions + words + end
        return (lines + (wasCut ? [wayOn] : [])).joined(separator: "\n")
    }

    private var task: TaskItem { brief.task }

    private var headline: String { "#\(task.id) \(task.title)" }

    private var standing: String {
        var parts = ["\(task.status.rawValue), \(priority)"]
        if task.progressPercent.rawValue > 0 { parts.append("\(task.progressPercent.rawValue) %") }
        if let holder = task.assignedTo { parts.append("assigned to \(holder == reader ? "you" : holder.rawValue)") }
        if let lease = task.lease {
            parts.append("lease generation \(lease.generation) until \(lease.expiresAt)")
        }
        parts.append("version \(task.version)")
        if let slug = task.projectSlug { parts.append("project \(slug)") }
        if let due = task.dueDate { parts.append("due \(due)") }
        if let date = task.notBefore { parts.append("not before \(date)") }
        if !task.requires.all.isEmpty {
            parts.append("requires \(task.requires.all.map(\.rawValue).joined(separator: " "))")
        }
        if task.openChildren > 0 {
            parts.append("\(task.openChildren) open subtasks (list_tasks parent_id=\(task.id))")
        }
        return parts.joined(separator: ", ")
    }

    private var priority: String { task.priority.json.stringValue ?? "" }

    private var parent: [String] {
        brief.parent.map { ["Part of #\($0.id) \(TextCut.bytes($0.title.rawValue, 100))"] } ?? []
    }

    private mutating func needs(within limit: Int) -> [String] {
        if brief.needs.isEmpty { return [] }
        // Without their titles where there are many.
        let isShort = brief.needs.count > 4
        let all = brief.needs.map { need in
            "#\(need.id) \(isShort ? "" : TextCut.bytes(need.title.rawValue, 40) + " ")(\(need.status.rawValue))"
        }
        return list("Needs: ", all, within: limit)
    }

    /// As many of the entries as fit, on one line.
    private mutating func list(_ name: String, _ all: [String], within limit: Int) -> [String] {
        var line = name
        for (index, entry) in all.enumerated() {
            let more = "\(index == 0 ? "" : ", ")\(entry)"
            if line.utf8.count + more.utf8.count + 12 > limit, index > 0 {
                wasCut = true
                return [line + ", \(all.count - index) more"]
            }
            line += more
        }
        return [line]
    }

    private mutating func description(within limit: Int) -> [String] {
        guard let text = task.description?.rawValue, !text.isEmpty, limit > 40 else { return [] }
        let short = TextCut.scalars(text, Self.descriptionLimit)
        return [cut(short, limit - 16, was: text)].map { "Description: \($0)" }
    }

    private mutating func questions(within limit: Int) -> [String] {
        let share = max(60, limit / max(1, brief.questions.count))
        var left = limit
        var lines: [String] = []
        for question in brief.questions {
            let line = cut(Self.line(of: question), min(share, left))
            left -= line.utf8.count + 1
            guard left >= 0 else {
                wasCut = true
                return lines + ["\(brief.questions.count - lines.count) more questions"]
            }
            lines.append(line)
        }
        return lines
    }

    private static func line(of question: Question) -> String {
        let options = question.options.all.map(\.rawValue).joined(separator: " | ")
        let asked = question.prompt.rawValue + (options.isEmpty ? "" : " [\(options)]")
        guard question.status == .open else {
            let by = question.answeredBy.map { " by \($0)" } ?? ""
            let answer = question.answer.map { ": \($0.words)" } ?? ""
            return "Question \(question.id) \(question.status.rawValue)\(by)\(answer) (it was: \(asked))"
        }
        let to = question.to.map { " to \($0)" } ?? ""
        let kind = question.kind == .question ? "" : ", \(question.kind.rawValue)"
        return "Question \(question.id) open\(kind)\(question.blocking ? ", blocking," : "")\(to): \(asked)"
    }

    private mutating func words(within limit: Int) -> [String] {
        if brief.words.isEmpty { return [] }
        let share = (limit - 10) / brief.words.count
        // Of a long name no more than a third: the rest is for what was said.
        let room = min(24, max(12, share / 3))
        var lines = ["Last said:"]
        for word in brief.words {
            let by = TextCut.bytes(word.by?.rawValue ?? "system", room)
            lines.append(cut("- \(by) \(word.action.rawValue): \(word.text)", share - 1))
        }
        return lines
    }

    /// The steps that may be taken, and for the rest why not: those that do not begin at this status together.
    private var steps: [String] {
        // To complete work under review is to approve it.
        let isDouble = { (step: BriefStep) in step.verb == "complete" && task.status == .review }
        let open = brief.next.filter { $0.allowed && !isDouble($0) }.map(name) + talk
        let closed = brief.next.filter { !$0.allowed }
        let elsewhere = closed.filter { Self.isElsewhere($0) && $0.tool != nil }
        let others = closed.filter { !Self.isElsewhere($0) }
        var lines = ["You may: \(open.joined(separator: ", "))"]
        if !elsewhere.isEmpty {
            lines.append("Not while \(task.status.rawValue): \(elsewhere.map(name).joined(separator: ", "))")
        }
        var reasons: [(why: String, steps: [String])] = []
        for step in others {
            let why = step.why ?? ""
            if let index = reasons.firstIndex(where: { $0.why == why }) {
                reasons[index].steps.append(name(step))
            } else {
                reasons.append((why, [name(step)]))
            }
        }
        let room = 420 / max(1, reasons.count)
        return lines
            + reasons.map { TextCut.bytes("Not \($0.steps.joined(separator: ", ")): \($0.why)", max(80, room)) }
    }

    /// Whether a step begins at another status, and that is all that is against it.
    private static func isElsewhere(_ step: BriefStep) -> Bool {
        step.why.map { $0.contains("status '") || $0.hasSuffix("must be in_progress") } == true
    }

    /// What may be said about it: of completed work nothing is asked.
    private var talk: [String] { task.status == .completed ? ["comment_task"] : ["comment_task", "ask_question"] }

    /// The tool that takes a step, with what one would not expect of it.
    private func name(_ step: BriefStep) -> String {
        guard let tool = step.tool else { return step.verb == "reopen" ? "update_task status=pending" : step.verb }
        return step.verb == "unblock" && task.blockedKind == .question ? "\(tool) (goes on unanswered)" : tool
    }

    private var wayOn: String {
        "Cut to stay short: get_task with detail=full has the task, this result's structuredContent the rest."
    }

    private mutating func cut(_ text: String, _ limit: Int, was whole: String? = nil) -> String {
        let line = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: " ")
        let short = TextCut.bytes(line, max(8, limit))
        if short != line || whole.map({ $0.unicodeScalars.count > text.unicodeScalars.count }) == true { wasCut = true }
        return short
    }

    private func size(of lines: [String]) -> Int { lines.reduce(0) { $0 + $1.utf8.count + 1 } }
}
