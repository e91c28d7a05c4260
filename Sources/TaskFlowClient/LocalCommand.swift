/// The client's commands that are no operation.
enum LocalCommand: String, CaseIterable, Sendable {
    case login
    case logout
    case mcp
    case completion
    case watch

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
                "login", "Sign in through the server's SSO, or store a key",
                flags: [.init("--with-key"), .init("--data-dir", value: "DIR")])
        case .logout:
            CommandSummary("logout", "Sign out: remove what login stored", flags: [.init("--data-dir", value: "DIR")])
        case .mcp:
            CommandSummary(
                "mcp", "Serve MCP over standard input and output",
                flags: [.init("--print-config", value: "CLIENT"), .init("--stdio"), .init("--data-dir", value: "DIR")])
        case .watch:
            CommandSummary(
                "watch", "Show what happens, as it happens",
                flags: [
                    .init("--task", value: "ID"), .init("--kind", value: "ACTION"), .init("--project", value: "SLUG"),
                    .init("--after", value: "CURSOR"), .init("--json"), .init("--data-dir", value: "DIR"),
                ])
        case .completion:
            CommandSummary("completion", "Print a completion script", choices: Shell.allCases.map(\.rawValue))
        }
    }

    var help: String {
        switch self {
        case .login:
            """
            Sign in through the server's SSO, or store a key

            Shows a page's address and a code, and waits until you have signed in there, in
            any browser. What comes back is stored in `login` in the data directory,
            readable by you alone, and kept fresh by every command.

            Without an SSO nothing needs to be done on the server's own machine: its first
            start left the owner's key in the data directory. Elsewhere, or for an agent,
            set TASKFLOW_URL and store a key from standard input:

              TASKFLOW_URL=https://tasks.example taskflow login
              TASKFLOW_URL=https://tasks.example taskflow login --with-key < key.txt

            Usage: taskflow login [--with-key] [--data-dir DIR]
            """
        case .logout:
            """
            Sign out: remove what login stored

            A sign-in through an SSO is ended there too, if the SSO can be reached.

            Usage: taskflow logout [--data-dir DIR]
            """
        case .mcp:
            """
            Serve MCP over standard input and output

            For clients that start their MCP servers themselves: every message is passed on
            to the server at TASKFLOW_URL, with the key in TASKFLOW_TOKEN or the stored
            one. Clients that speak HTTP may use its /mcp directly. --print-config prints
            what the client's own configuration needs, for HTTP or with --stdio for this
            command, and nothing else on standard output; it never holds a key.

            Usage: taskflow mcp [--data-dir DIR]
                   taskflow mcp --print-config claude|codex|cursor|vscode [--stdio]
            """
        case .watch:
            """
            Show what happens, as it happens

            A line for each change that you may see, until Ctrl+C. Where the connection is
            lost it goes on from the last line, and nothing is left out. --task and --kind
            may be repeated. With --json each line is the audit entry, with its task.

            Usage: taskflow watch [--task ID] [--kind ACTION] [--project SLUG]
                                  [--after CURSOR] [--json] [--data-dir DIR]

              taskflow watch --project website
              taskflow watch --kind submitted --kind blocked --json
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
