internal import Foundation
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `taskflow mcp --install CLIENT`: writes the client's own configuration, and leaves all else in it alone.
struct MCPInstall {
    let client: CommandLineClient
    let settings: ClientSettings
    let setup: MCPSetup
    /// The agent as which the client is to work; `nil` for the caller's own sign-in.
    let agent: String?
    /// How a client starts this program.
    let program: String
    /// Whether nobody is to be asked.
    let isForced: Bool

    func run() async throws(ClientFailure) {
        let path = try place()
        let file = TextFile(path: path)
        let old = try file.read() ?? ""
        let new = try text(old, path)
        if new != old { try confirm(LineDifference.text(old, new, path), path) }
        if let agent { try await AgentKey(client: client, settings: settings, handle: agent).prepare() }
        guard new != old else { return client.console.print("\(path) has it already: nothing is changed") }
        try prepareFolder(of: path)
        try file.replace(by: new)
        client.console.print("Wrote \(path): start \(setup.client) anew, and ask it for its TaskFlow tools")
    }

    private func confirm(_ difference: String, _ path: String) throws(ClientFailure) {
        client.console.note(difference)
        if isForced { return }
        guard client.console.terminal.isInteractive else {
            throw .usage(UsageError("Nobody can be asked here: add --yes", hint: "taskflow mcp --help"))
        }
        guard client.console.confirms("Write \(path)?") else { throw .refused("Nothing was done") }
    }

    /// The project's file; Codex has one for the user alone.
    private func place() throws(ClientFailure) -> String {
        let folder = client.folder ?? FileManager.default.currentDirectoryPath
        guard setup == .codex else { return "\(folder)/\(setup.file)" }
        if let home = client.environment["CODEX_HOME"], !home.isEmpty { return "\(home)/config.toml" }
        guard let home = client.environment["HOME"], !home.isEmpty else { throw .refused("HOME is not set") }
        return "\(home)/.codex/config.toml"
    }

    private func text(_ old: String, _ path: String) throws(ClientFailure) -> String {
        if setup == .codex { return TOMLTable.replacing("mcp_servers.taskflow", by: toml, in: old) }
        let root: JSON
        do throws(JSONSyntaxError) { root = old.isEmpty ? [:] : try JSONParser.parse(old.utf8) } catch {
            throw .refused(
                "\(path) is not plain JSON (\(error.message)), so it is left alone. Add by hand:\n\(entry.text)")
        }
        guard var object = root.objectValue else { throw .refused("\(path) holds no JSON object, so it is left alone") }
        let group = setup == .vscode ? "servers" : "mcpServers"
        var servers = object[group]?.objectValue ?? JSONObject()
        if servers["taskflow"] == entry { return old }
        servers["taskflow"] = entry
        object[group] = .object(servers)
        return JSONPage.text(.object(object)) + "\n"
    }

    private var arguments: [String] {
        let folder = otherFolder.map { [ClientOptions.dataDirectoryFlag, $0] } ?? []
        return ["mcp"] + (agent.map { ["--as", $0] } ?? []) + folder
    }

    /// The data directory, where the client would not find it by itself: it is started elsewhere, perhaps with none of the
    /// caller's variables but `HOME`.
    private var otherFolder: String? {
        func path(_ folder: String) -> String { URL(fileURLWithPath: folder).standardizedFileURL.path }
        let home = client.environment.filter { $0.key == "HOME" }
        let folder = path(settings.dataDirectory)
        return folder == path(DataDirectory.standard(environment: home)) ? nil : folder
    }

    private var entry: JSON {
        var object = JSONObject()
        if setup == .vscode { object["type"] = "stdio" }
        object["command"] = .string(program)
        object["args"] = .array(arguments.map { .string($0) })
        object["env"] = ["TASKFLOW_URL": .string(settings.address.text)]
        return .object(object)
    }

    private var toml: [String] {
        let quoted = { (text: String) in JSON.string(text).text }
        return [
            "command = \(quoted(program))", "args = [\(arguments.map(quoted).joined(separator: ", "))]",
            "env = { TASKFLOW_URL = \(quoted(settings.address.text)) }",
        ]
    }

    private func prepareFolder(of path: String) throws(ClientFailure) {
        let folder = (path as NSString).deletingLastPathComponent
        do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
            throw .refused("Cannot make \(folder): \(error.localizedDescription)")
        }
    }
}
