internal import Foundation
internal import TaskFlowOperations

/// `taskflow init`: writes `.taskflow` into the folder.
struct InitCommand {
    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run() async throws(ClientFailure) {
        let (server, project, isForced, options) = try parse()
        let settings: ClientSettings
        do throws(UsageError) {
            var environment = client.environment
            if let server { environment["TASKFLOW_URL"] = server }
            settings = try ClientSettings(options, environment: environment)
        } catch {
            throw .usage(error)
        }
        let text =
            "# Which server and project this folder's tasks are in. No key belongs here.\n"
            + "server = \(settings.address.text)\n" + (project.map { "project = \($0)\n" } ?? "")
        let path = "\(client.folder ?? ".")/\(ProjectFile.name)"
        do throws(UsageError) { _ = try ProjectFile(path, text) } catch { throw .usage(error) }
        if let project { try await look(for: project, settings) }
        try write(text, path, isForced)
    }

    /// A project that is not there is worth a word, and no reason to stop.
    private func look(for project: String, _ settings: ClientSettings) async throws(ClientFailure) {
        let request = APIRequest(method: "GET", target: "/api/projects/\(PathEncoding.encode(project))")
        do throws(ClientFailure) { _ = try await client.send(request, settings) } catch {
            guard case .declined(let answer) = error, answer.status == 404 else {
                return client.console.note("Could not look for project \(project): \(error.message)")
            }
            client.console.note("There is no project \(project) yet: `taskflow project add \(project) NAME` makes it")
        }
    }

    private func write(_ text: String, _ path: String, _ isForced: Bool) throws(ClientFailure) {
        let file = TextFile(path: path)
        // None is read there, and what it leads to is no file of ours.
        guard !file.isLink else { throw .refused("\(path) is a link, so it is left alone: remove it first") }
        let old = try file.read()
        if old == text { return client.console.print("\(path) says so already") }
        guard old == nil || isForced else {
            throw .refused("\(path) is there and says otherwise: --force replaces it")
        }
        try file.replace(by: text, mode: 0o644)
        let facts = text.split(separator: "\n").dropFirst().joined(separator: ", ")
        client.console.print("Wrote \(path): \(facts)")
    }

    private func parse() throws(ClientFailure) -> (server: String?, project: String?, isForced: Bool, ClientOptions) {
        var (server, project, isForced, options) = (String?.none, String?.none, false, ClientOptions())
        var rest = line[...]
        while let word = rest.popFirst() {
            guard case .flag(let name, let attached) = Token(word) else { throw usage("Unexpected argument '\(word)'") }
            if name == "--force", attached == nil {
                isForced = true
                continue
            }
            guard ["--server", "--project", "-p", ClientOptions.dataDirectoryFlag].contains(name) else {
                throw usage("Unknown flag '\(name)'")
            }
            guard let value = attached ?? rest.popFirst() else { throw usage("\(name) needs a value") }
            switch name {
            case "--server": server = value
            case ClientOptions.dataDirectoryFlag: options.dataDirectory = value
            default: project = value
            }
        }
        return (server, project, isForced, options)
    }

    private func usage(_ message: String) -> ClientFailure { .usage(UsageError(message, hint: "taskflow init --help")) }
}
