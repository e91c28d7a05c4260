internal import Foundation
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `taskflow export --csv|--markdown [FILE]`: the tasks that the caller sees, for spreadsheets and people.
struct ExportCommand {
    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    private enum Form {
        case csv
        case markdown
    }

    func run() async throws(ClientFailure) {
        let (form, path, words) = try read()
        let rows = try await rows(words, withNeeds: form == .csv)
        let text = form == .markdown ? ExportedList(rows).text : ExportedTable.text(rows)
        try write(text, to: path)
        if let path, path != "-" { client.console.note("Exported \(ImportPicture.count(rows.count)) to \(path)") }
    }

    /// The form, the file, and what is left: the words of a list.
    private func read() throws(ClientFailure) -> (Form, String?, [String]) {
        var (rest, forms, paths, words) = (line[...], [Form](), [String](), ["list", "--sort=created_at"])
        while let word = rest.popFirst() {
            switch Token(word) {
            case .flag("--markdown", nil): forms.append(.markdown)
            case .flag("--csv", nil): forms.append(.csv)
            case .flag(let flag, let value):
                words.append(word)
                if value == nil, takesValue(flag), let next = rest.first, Token(next) == .value(next) {
                    words.append(rest.removeFirst())
                }
            case .value(let name): paths.append(name)
            case .end:
                paths += rest
                rest = []
            }
        }
        guard let form = forms.first, forms.count == 1 else { throw usage("Say either --csv or --markdown") }
        guard paths.count <= 1 else { throw usage("Unexpected argument '\(paths[1])'") }
        return (form, paths.first, words)
    }

    /// Whether a filter of `taskflow list` has a value, so that the next word is none of the export's.
    private func takesValue(_ flag: String) -> Bool {
        guard let field = client.table.match(["list"])?.commands.first?.field(flag: flag) else {
            return ClientOptions.values[flag] != nil
        }
        return !field.isBoolean
    }

    private func usage(_ message: String) -> ClientFailure {
        .usage(UsageError(message, hint: "taskflow export --help"))
    }

    private func rows(_ words: [String], withNeeds: Bool) async throws(ClientFailure) -> [JSON] {
        let (invocation, settings): (Invocation, ClientSettings)
        do throws(UsageError) {
            let typed = try client.table.parse(words)
            settings = try ClientSettings(typed.options, environment: client.environment)
            invocation = try DefaultArguments.completed(WordArguments(now: ShownTime().now).completed(typed))
        } catch {
            throw .usage(error)
        }
        let pages = Pages(client: client, settings: settings)
        var rows = try await pages.fetch(invocation).flatMap { (try? JSONParser.parse($0.body))?.arrayValue ?? [] }
        // What a task needs is asked for where it waits for something; what is done needs nothing any more.
        for place in rows.indices where withNeeds && (rows[place]["waits"]?.integerValue ?? 0) > 0 {
            guard let id = rows[place]["id"], var row = rows[place].objectValue else { continue }
            let request = APIRequest(method: "GET", target: "/api/tasks/\(CellText.line(id))/needs")
            let answer = try await pages.send(request)
            guard let needs = (try? JSONParser.parse(answer.body))?.arrayValue else {
                throw .refused("The server's answer is not JSON")
            }
            // One that the caller may not see has no number.
            let ids = needs.compactMap { $0["id"]?.integerValue.map(String.init) }
            row["needs"] = .string(ids.joined(separator: ","))
            rows[place] = .object(row)
        }
        return rows
    }

    /// Writes a file that was not there, whole or not at all.
    private func write(_ text: String, to path: String?) throws(ClientFailure) {
        guard let path, path != "-" else { return client.console.writeOutput(Array(text.utf8)) }
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .refused("Cannot make \(path): \(String(cString: strerror(errno)))") }
        var code = StandardOutput.put(Array(text.utf8), on: file)
        if close(file) != 0, code == 0 { code = errno }
        guard code != 0 else { return }
        unlink(path)
        throw .refused("Cannot write \(path): \(String(cString: strerror(code)))")
    }
}
