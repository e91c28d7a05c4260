internal import TaskFlowOperations
internal import TaskFlowSchema

/// A task as `show` prints it: its facts, its text, its parts, what it needs, what was asked and said.
struct TaskPicture {
    let task: JSON
    let brief: JSON
    let subtasks: [JSON]
    let terminal: Terminal
    var time = ShownTime()

    var text: String {
        let parts: [[String]] = [
            head, description, titled("Subtasks", subtasks.map(part) + moreSubtasks), titled("Needs", needs),
            titled("Questions", questions), titled("Said", words), titled("Next", steps),
        ]
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var head: [String] {
        let title = Sentence.task(task)
        var facts = [coloured("status"), coloured("priority") + " priority"]
        if let percent = task["progress_percent"]?.integerValue, percent > 0, percent < 100 {
            facts.append("\(percent) %")
        }
        facts += named("assigned_to", "with ") + named("project_slug", "in ") + moment("due_date", "due ")
        facts += moment("not_before", "not before ")
        var lines = [terminal.hasColour ? Style.bold.apply(title) : title, facts.joined(separator: ", ")]
        if let parent = brief["parent"], parent != .null { lines.append("Part of \(Sentence.task(parent))") }
        lines += listed("tags", "Tags") + listed("requires", "Requires")
        let made = "Made by \(line(task["created_by"])), \(ago("created_at")), version \(line(task["version"]))"
        let answers = named("accountable_id", "answered for by ").map { ", \($0)" }.joined()
        lines.append(made + answers)
        if let source = task["source"]?.stringValue { lines.append("From \(TerminalText.line(source))") }
        return lines
    }

    private var description: [String] {
        guard let text = task["description"]?.stringValue, !text.isEmpty else { return [] }
        return TerminalText.lines(text)
    }

    private var needs: [String] { (brief["needs"]?.arrayValue ?? []).map(part) }
    private var questions: [String] { BriefPicture(brief)?.questions ?? [] }
    private var steps: [String] { BriefPicture(brief)?.steps ?? [] }

    private var words: [String] {
        let words = (brief["words"]?.arrayValue ?? []).map { word in
            let by = word["by"] == .null ? "system" : line(word["by"])
            let when = word["at"]?.stringValue.flatMap(ShownTime.seconds).map(Self.since(time)) ?? ""
            let action = line(word["action"]).replacing("_", with: " ")
            return "\(by) \(action) \(when): \(line(word["text"]))"
        }
        let comments = task["comments"]?.integerValue ?? 0
        let more = "\(comments) comments in all: taskflow comments \(line(task["id"]))"
        return comments > 5 ? words + [more] : words
    }

    private func part(_ task: JSON) -> String {
        "\(Sentence.task(task)) (\(line(task["status"]).replacing("_", with: " ")))"
    }

    private func titled(_ title: String, _ lines: [String]) -> [String] {
        let title = terminal.hasColour ? Style.bold.apply(title) : title
        return lines.isEmpty ? [] : [title] + lines.map { "  " + $0 }
    }

    private func coloured(_ key: String) -> String {
        let word = line(task[key])
        let shown = word.replacing("_", with: " ")
        guard terminal.hasColour, let style = Style.of(word, in: key) else { return shown }
        return style.apply(shown)
    }

    private func named(_ key: String, _ before: String) -> [String] {
        guard let value = task[key], value != .null else { return [] }
        return [before + line(value)]
    }

    private func listed(_ key: String, _ title: String) -> [String] {
        guard let values = task[key]?.arrayValue, !values.isEmpty else { return [] }
        return ["\(title): \(values.map { line($0) }.joined(separator: ", "))"]
    }

    private func moment(_ key: String, _ before: String) -> [String] {
        guard let seconds = task[key]?.stringValue.flatMap(ShownTime.seconds) else { return [] }
        let text = before + time.whole(seconds)
        let isOverdue = key == "due_date" && seconds < time.now && task["status"] != "completed"
        return [isOverdue && terminal.hasColour ? Style.red.apply(text) : text + (isOverdue ? " (overdue)" : "")]
    }

    private func ago(_ key: String) -> String {
        task[key]?.stringValue.flatMap(ShownTime.seconds).map(Self.since(time)) ?? "-"
    }

    private static func since(_ time: ShownTime) -> (Int) -> String {
        { seconds in
            let age = time.age(seconds)
            return age == "now" ? "just now" : age.last.map { "mhd".contains($0) } == true ? "\(age) ago" : "on \(age)"
        }
    }

    /// How many subtasks are asked for: a page.
    private static let page = 100

    private var moreSubtasks: [String] {
        subtasks.count < Self.page ? [] : ["perhaps more: taskflow list --all --parent \(line(task["id"]))"]
    }

    private func line(_ value: JSON?) -> String { CellText.line(value) }
}

extension TaskPicture {
    /// Fetches what the picture shows.
    struct Reader {
        let client: CommandLineClient
        let settings: ClientSettings

        /// Shows the task of `show`; false where the line is another command's, or wants what the API itself says.
        func show(_ invocation: Invocation) async throws(ClientFailure) -> Bool {
            let options = invocation.options
            guard invocation.command.spec.name == GetTask.spec.name, !options.json, !options.isQuiet,
                invocation.values["fields"] == nil
            else { return false }
            let request = try CommandLineClient.request(for: invocation)
            let task = try await json(request)
            async let brief = try? json(APIRequest(method: "GET", target: request.target + "/brief"))
            let id = CellText.line(task["id"])
            async let parts = try? json(
                APIRequest(
                    method: "GET", target: "/api/tasks?parent_id=\(id)&sort=created_at&limit=\(TaskPicture.page)"))
            let picture = await TaskPicture(
                task: task, brief: brief ?? .null, subtasks: parts?.arrayValue ?? [], terminal: client.console.terminal)
            let whole =
                options.isVerbose
                ? "\n\n"
                    + ObjectLines(terminal: .init(width: nil, hasColour: false, isInteractive: false)).render(
                        task.objectValue ?? [:]) : ""
            Pager.print(picture.text + whole, to: client.console, isPlain: options.noPager)
            return true
        }

        private func json(_ request: APIRequest) async throws(ClientFailure) -> JSON {
            let response = try await client.send(request, settings)
            guard let json = try? JSONParser.parse(response.body) else {
                throw .refused("The server's answer is not JSON")
            }
            return json
        }
    }
}
