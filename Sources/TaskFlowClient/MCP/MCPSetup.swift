internal import TaskFlowSchema

/// How a client is told of this server: the snippet that each wants, for HTTP and for stdio. No snippet holds a key.
enum MCPSetup: String, CaseIterable, Sendable {
    case claude
    case codex
    case cursor
    case vscode

    /// What goes into the client's own file, and nothing else.
    ///
    /// - Parameters:
    ///   - address: The server's address.
    ///   - program: How this program is started.
    func snippet(_ address: String, program: String = "taskflow", overStdio: Bool) -> String {
        let (url, path) = (Self.escaped(address), Self.escaped(program))
        return overStdio ? stdio(url, path) : http(url)
    }

    /// What to do with the snippet, for people.
    func words(program: String = "taskflow", overStdio: Bool) -> String {
        let other = overStdio ? "over HTTP: without --stdio" : "over stdio: with --stdio"
        return """
            For \(client) over \(overStdio ? "stdio" : "HTTP"), in \(file) (\(other)).
            Give the agent a key of its own; \(keyPlace):
              \(program) token create --worker @\(rawValue)
            """
    }

    /// Within the quotes of a JSON string; TOML's basic strings escape alike.
    private static func escaped(_ text: String) -> String { String(JSON.string(text).text.dropFirst().dropLast()) }

    /// What the client is called.
    var client: String {
        switch self {
        case .claude: "Claude Code"
        case .codex: "Codex"
        case .cursor: "Cursor"
        case .vscode: "VS Code"
        }
    }

    private var keyPlace: String {
        self == .vscode ? "VS Code asks for it once" : "\(client) reads it from the variable TASKFLOW_TOKEN"
    }

    /// Its file, in the project; Codex's in the home folder.
    var file: String {
        switch self {
        case .claude: ".mcp.json"
        case .codex: "~/.codex/config.toml"
        case .cursor: ".cursor/mcp.json"
        case .vscode: ".vscode/mcp.json"
        }
    }

    private func http(_ url: String) -> String {
        switch self {
        case .claude:
            Self.json(
                "mcpServers", #""type": "http", "url": "\#(url)/mcp""#,
                #""headers": { "Authorization": "Bearer ${TASKFLOW_TOKEN}" }"#)
        case .codex:
            """
            [mcp_servers.taskflow]
            url = "\(url)/mcp"
            bearer_token_env_var = "TASKFLOW_TOKEN"
            """
        case .cursor:
            Self.json(
                "mcpServers", #""url": "\#(url)/mcp""#,
                #""headers": { "Authorization": "Bearer ${env:TASKFLOW_TOKEN}" }"#)
        case .vscode:
            Self.json(
                "servers", #""type": "http", "url": "\#(url)/mcp""#,
                #""headers": { "Authorization": "Bearer ${input:taskflow-key}" }"#, more: Self.input)
        }
    }

    private func stdio(_ url: String, _ path: String) -> String {
        let command = #""command": "\#(path)", "args": ["mcp"]"#
        func environment(_ token: String) -> String {
            #""env": { "TASKFLOW_URL": "\#(url)", "TASKFLOW_TOKEN": "\#(token)" }"#
        }
        switch self {
        case .claude: return Self.json("mcpServers", command, environment("${TASKFLOW_TOKEN:-}"))
        case .codex:
            return """
                [mcp_servers.taskflow]
                command = "\(path)"
                args = ["mcp"]
                env = { TASKFLOW_URL = "\(url)" }
                env_vars = ["TASKFLOW_TOKEN"]
                """
        case .cursor: return Self.json("mcpServers", command, environment("${env:TASKFLOW_TOKEN}"))
        case .vscode:
            return Self.json(
                "servers", #""type": "stdio", "# + command, environment("${input:taskflow-key}"), more: Self.input)
        }
    }

    private static let input = """
        ,
          "inputs": [
            {
              "type": "promptString", "id": "taskflow-key", "password": true,
              "description": "The agent's TaskFlow key"
            }
          ]
        """

    private static func json(_ group: String, _ first: String, _ second: String, more: String = "") -> String {
        """
        {
          "\(group)": {
            "taskflow": {
              \(first),
              \(second)
            }
          }\(more)
        }
        """
    }
}
