internal import TaskFlowSchema

/// What words of other tools mean here.
enum Words {
    /// A status, and whether it says that the work was given up.
    typealias Standing = (status: ForeignTask.Status, isDropped: Bool)

    private static let statuses: [(words: Set<String>, standing: Standing)] = [
        (
            [
                "pending", "open", "todo", "to do", "new", "backlog", "triage", "deferred", "waiting", "pinned",
                "ready",
                "unstarted", "selected for development", "inbox", "later", "next",
            ], (.pending, false)
        ),
        (
            ["in progress", "doing", "started", "hooked", "active", "wip", "working"],
            (.inProgress, false)
        ),
        (
            ["review", "in review", "testing", "qa", "verify", "code review"],
            (.review, false)
        ),
        (["blocked", "on hold", "impeded"], (.blocked, false)),
        (
            ["done", "closed", "completed", "complete", "resolved", "finished", "shipped", "released"],
            (.completed, false)
        ),
        (
            [
                "cancelled", "canceled", "deleted", "won't do", "wont do", "won't fix", "wontfix", "duplicate",
                "not planned", "won't be done", "declined", "cannot reproduce", "obsolete", "archived", "tombstone",
                "rejected", "abandoned",
            ], (.completed, true)
        ),
    ]

    /// What a status means; `nil` where nobody knows.
    static func standing(_ word: String) -> Standing? {
        let word = word.trimmed.lowercased().replacing("’", with: "'").replacing("_", with: " ").replacing(
            "-", with: " ")
        return statuses.first { $0.words.contains(word) }?.standing
    }

    private static let priorities: [(words: Set<String>, priority: String)] = [
        (["critical", "highest", "urgent", "blocker", "p0", "now"], "critical"),
        (["high", "major", "p1", "h"], "high"),
        (["medium", "normal", "p2", "m", "no priority", "none"], "medium"),
        (["low", "lowest", "minor", "trivial", "p3", "p4", "l"], "low"),
    ]

    /// What a priority means; `nil` where nobody knows.
    static func priority(_ word: String) -> String? {
        let word = word.trimmed.lowercased()
        return priorities.first { $0.words.contains(word) }?.priority
    }
}

extension Reading {
    /// Sets a task's status by its word, else by its category, else to pending with a note.
    mutating func setStatus(_ word: String?, category: String? = nil, of task: inout ForeignTask) {
        guard let word, !word.trimmed.isEmpty else { return }
        task.statusWord = word.trimmed
        if let standing = Words.standing(word) ?? category.flatMap(Words.standing) {
            (task.status, task.isDropped) = (standing.status, task.isDropped || standing.isDropped)
        } else {
            notes.add("Status '\(word.trimmed)' is not known: such tasks come in pending")
        }
    }

    /// Sets a task's priority by its word, or notes that nobody knows it.
    mutating func setPriority(_ word: String?, of task: inout ForeignTask) {
        guard let word, !word.trimmed.isEmpty else { return }
        task.priorityWord = word.trimmed
        if let priority = Words.priority(word) {
            task.priority = priority
        } else {
            notes.add("Priority '\(word.trimmed)' is not known: such tasks have medium")
        }
    }

    /// Adds tags, and notes those of which nothing is left.
    mutating func addTags(_ words: [String], to task: inout ForeignTask) {
        for word in words where !word.trimmed.isEmpty {
            guard let tag = ForeignText.tag(word) else {
                notes.add("Tag '\(word.trimmed)' has no letter or digit: it is left out")
                continue
            }
            // One is left for `dropped`.
            guard task.tags.count < 49 else {
                notes.add("A task has more than 49 tags: the others are left out")
                return
            }
            if !task.tags.contains(tag) { task.tags.append(tag) }
        }
    }

    /// Adds an address as a link, or as text where it can be none.
    mutating func addLink(_ address: String?, _ title: String? = nil, to task: inout ForeignTask) {
        guard let address, !address.trimmed.isEmpty else { return }
        if let url = ForeignText.address(address) {
            let title = title.map { ForeignText.title($0).title }
            task.links.append(ForeignTask.Link(url: url, title: title?.isEmpty == true ? nil : title))
        } else {
            task.add("Reference", address)
        }
    }
}
