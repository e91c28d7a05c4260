internal import Foundation
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `taskflow export --csv|--markdown [FILE]`: the tasks that the caller sees, for spreadsheets and people.
struct ExportCommand {
    private static let columns = [
        "id", "title", "description", "status", "priority", "due_date", "tags", "parent_id", "needs", "assigned_to",
        "project_slug",
        "created_at", "completed_at",
    ]

    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run() async throws(ClientFailure) {
        var (rest, isMarkdown, path, words) = (line[...], false, String?.none, ["list", "--sort=created_at"])
        var isAll = false
        while let word = rest.popFirst() {
            switch Token(word) {
            case .flag("--markdown", nil): isMarkdown = true
            case .flag("--csv", nil), .flag("--json", nil): break
            case .flag("--all", nil), .flag("-a", nil): isAll = true
            case .flag:
                words.append(word)
                if !word.contains("="), let value = rest.first, Token(value) == .value(value) {
                    words.append(rest.removeFirst())
                }
            case .value(let name): path = name
            case .end: path = rest.popFirst()
            }
        }
        if isAll { words.append("--all") }
        let rows = try await rows(words)
        let text = isMarkdown ? Self.markdown(rows) : CSVText.table(Self.columns, rows)
        try write(text + "\n", to: path)
        if path != nil, path != "-" { client.console.note("Exported \(rows.count) tasks to \(path ?? "")") }
    }

    private func rows(_ words: [String]) async throws(ClientFailure) -> [JSON] {
        let (invocation, settings): (Invocation, ClientSettings)
        do throws(UsageError) {
            let typed = try client.table.parse(words)
            settings = try ClientSettings(typed.options, environment: client.environment)
            invocation = try DefaultArguments.completed(WordArguments(now: ShownTime().now).completed(typed))
        } catch {
            throw .usage(error)
        }
        let pages = try await Pages(client: client, settings: settings).fetch(invocation)
        var rows = pages.flatMap { (try? JSONParser.parse($0.body))?.arrayValue ?? [] }
        // What a task needs is asked for where it needs something; what is done needs nothing any more.
        for place in rows.indices where (rows[place]["waits"]?.integerValue ?? 0) > 0 {
            guard let id = rows[place]["id"], var row = rows[place].objectValue else { continue }
            let request = APIRequest(method: "GET", target: "/api/tasks/\(CellText.line(id))/needs")
            let needs = try? JSONParser.parse(try await client.send(request, settings).body)
            let ids = (needs?.arrayValue ?? []).map { CellText.line($0["id"]) }
            row["needs"] = .string(ids.joined(separator: ","))
            rows[place] = .object(row)
        }
        return rows
    }

    private func write(_ text: String, to path: String?) throws(ClientFailure) {
        guard let path, path != "-" else { return client.console.writeOutput(Array(text.utf8)) }
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .refused("Cannot make \(path): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        let code = StandardOutput.put(Array(text.utf8), on: file)
        if code != 0 { throw .refused("Cannot write \(path): \(String(cString: strerror(code)))") }
    }

    /// A check list a project, subtasks below their tasks.
    private static func markdown(_ rows: [JSON]) -> String {
        let ids = Set(rows.compactMap { $0["id"]?.integerValue })
        let children = Dictionary(grouping: rows) { row in
            row["parent_id"]?.integerValue.flatMap { ids.contains($0) ? $0 : nil } ?? 0
        }
        let projects = Dictionary(grouping: children[0] ?? []) { $0["project_slug"]?.stringValue ?? "" }
        var lines: [String] = []
        func add(_ row: JSON, _ depth: Int) {
            let done = row["status"] == "completed" ? "x" : " "
            let title = CellText.line(row["title"]).replacing("[", with: "\\[").replacing("]", with: "\\]")
            let worker = row["assigned_to"]?.stringValue.map { ", \($0)" } ?? ""
            let facts =
                "(#\(CellText.line(row["id"])), \(CellText.line(row["status"]).replacing("_", with: " "))\(worker))"
            lines.append(String(repeating: "  ", count: depth) + "- [\(done)] \(title) \(facts)")
            for child in children[row["id"]?.integerValue ?? -1] ?? [] { add(child, depth + 1) }
        }
        for project in projects.keys.sorted() {
            lines += [lines.isEmpty ? "" : "\n", "## \(project.isEmpty ? "Without a project" : project)", ""].filter {
                $0 != "" || !lines.isEmpty
            }
            lines.append("")
            for row in projects[project] ?? [] { add(row, 0) }
        }
        return lines.joined(separator: "\n")
    }
}
