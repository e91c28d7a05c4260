internal import TaskFlowSchema

/// A brief for people: the task, what was asked and said, and what may be done next.
struct BriefPicture {
    private let brief: JSON

    /// `nil` for an answer that is none.
    init?(_ answer: JSON) {
        guard answer["task"]?.objectValue != nil, answer["next"]?.arrayValue != nil else { return nil }
        brief = answer
    }

    var text: String {
        let parts: [[String]] = [
            head, description, titled("Questions", questions), titled("Last said", words), titled("Next", steps),
        ]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var head: [String] {
        let task = brief["task"]
        var facts = ["status", "priority"].compactMap { task?[$0].map(CellText.line)?.replacing("_", with: " ") }
        if let percent = task?["progress_percent"]?.integerValue, percent > 0 { facts.append("\(percent) %") }
        for name in ["assigned_to", "project_slug"] { facts += shown(task?[name]) }
        for (name, word) in [("due_date", "due"), ("not_before", "not before")] {
            facts += shown(task?[name]).map { "\(word) \($0)" }
        }
        facts += shown(task?["version"]).map { "version \($0)" }
        var lines = ["#\(line(task?["id"])) \(line(task?["title"]))", facts.joined(separator: ", ")]
        if let parent = brief["parent"], parent != .null {
            lines.append("Part of #\(line(parent["id"])) \(line(parent["title"]))")
        }
        let needs = (brief["needs"]?.arrayValue ?? []).map { need in
            "#\(line(need["id"])) \(line(need["title"])) (\(line(need["status"])))"
        }
        return lines + (needs.isEmpty ? [] : ["Needs " + needs.joined(separator: ", ")])
    }

    private var description: [String] {
        guard let text = brief["task"]?["description"]?.stringValue, !text.isEmpty else { return [] }
        return TerminalText.lines(text)
    }

    var questions: [String] {
        (brief["questions"]?.arrayValue ?? []).map { question in
            let start = "\(line(question["id"])) \(line(question["status"]))"
            let options = (question["options"]?.arrayValue ?? []).map { CellText.line($0) }
            let asked = line(question["prompt"]) + (options.isEmpty ? "" : " [\(options.joined(separator: " | "))]")
            guard question["status"] == "open" else {
                let answer = question["answer"]
                let verdict = answer?["approved"]?.boolValue.map { $0 ? "approved" : "not approved" }
                let words = [verdict].compactMap(\.self) + shown(answer?["choice"]) + shown(answer?["text"])
                let by = shown(question["answered_by"]).map { " by \($0)" }.joined()
                return "\(start)\(by): \(words.isEmpty ? "" : words.joined(separator: ", ") + " ")(\(asked))"
            }
            return "\(start), to \(line(question["to"])): \(asked)"
        }
    }

    private var words: [String] {
        (brief["words"]?.arrayValue ?? []).map { word in
            let by = word["by"] == .null ? "system" : line(word["by"])
            return "\(line(word["at"])) \(by) \(line(word["action"]).replacing("_", with: " ")): \(line(word["text"]))"
        }
    }

    var steps: [String] {
        let steps = brief["next"]?.arrayValue ?? []
        let open = steps.filter { $0["allowed"] == true }.map { line($0["verb"]) }
        // Steps that do not begin at this status need no words.
        let closed = steps.filter { $0["allowed"] == false && $0["why"]?.stringValue?.contains("status '") == false }
        return [open.isEmpty ? "nothing that is yours to do" : open.joined(separator: ", ")]
            + closed.map { "not \(line($0["verb"])): \(line($0["why"]))" }
    }

    private func titled(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["\(title):"] + lines.map { "  " + $0 }
    }

    private func line(_ value: JSON?) -> String { value.map(CellText.line) ?? "" }

    private func shown(_ value: JSON?) -> [String] {
        guard let value, value != .null else { return [] }
        return [CellText.line(value)]
    }
}
