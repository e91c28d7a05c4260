/// The client's commands that are no operation.
enum LocalCommand: String, CaseIterable, Sendable {
    case login
    case logout
    case mcp
    case completion

    /// The command that a line begins with.
    init?(_ line: [String]) {
        guard let word = line.first, let command = LocalCommand(rawValue: word) else { return nil }
        self = command
    }

    static var summaries: [CommandSummary] { allCases.map(\.summary) }

    private var summary: CommandSummary {
        switch self {
        case .login:
            CommandSummary(
                "login", "Show how you are signed in, or store a key",
                flags: [.init("--with-key"), .init("--data-dir", value: "DIR")])
        case .logout:
            CommandSummary("logout", "Remove the key that login stored", flags: [.init("--data-dir", value: "DIR")])
        case .mcp:
            CommandSummary(
                "mcp", "Serve MCP over standard input and output",
                flags: [.init("--print-config", value: "CLIENT"), .init("--data-dir", value: "DIR")])
        case .completion:
            CommandSummary("completion", "Print a completion script", choices: Shell.allCases.map(\.rawValue))
        }
    }

    var help: String {
        switch self {
        case .login:
            """
            Show how you are signed in, or store a key

            On the machine of a server with local sign-in nothing needs to be done: its first start left the owner's
            key in the data directory. Elsewhere, set TASKFLOW_URL and store a key from standard input:

              TASKFLOW_URL=https://tasks.example taskflow login --with-key < key.txt

            Usage: taskflow login [--with-key] [--data-dir DIR]
            """
        case .logout: "Remove the key that login stored\n\nUsage: taskflow logout [--data-dir DIR]"
        case .mcp:
            """
            Serve MCP over standard input and output

            For clients that start their MCP servers themselves: every message is passed on to the server at TASKFLOW_URL,
            with the key in TASKFLOW_TOKEN or the stored one. Clients that speak HTTP may use its /mcp directly.
            --print-config prints what the client's own configuration needs, for both; it never holds a key.

            Usage: taskflow mcp [--data-dir DIR]
                   taskflow mcp --print-config claude|codex|cursor|vscode
            """
        case .completion:
            """
            Print a completion script

            Usage: taskflow completion bash|zsh|fish

              source <(taskflow completion bash)      in ~/.bashrc
              source <(taskflow completion zsh)       in ~/.zshrc, after compinit
              taskflow completion fish | source       in ~/.config/fish/config.fish
            """
        }
    }
}
