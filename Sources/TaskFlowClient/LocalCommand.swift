/// The client's commands that are no operation.
enum LocalCommand: String, CaseIterable, Sendable {
    case status
    case importing = "import"
    case exporting = "export"
    case initialise = "init"
    case login
    case logout
    case mcp
    case watch
    case completion
    case man
    case version

    /// The command that a line begins with.
    init?(_ line: [String]) {
        guard let word = line.first, let command = LocalCommand(rawValue: word) else { return nil }
        self = command
    }

    static var summaries: [CommandSummary] { allCases.map(\.summary) }

    private var summary: CommandSummary {
        CommandSummary(
            rawValue, about, flags: flags, choices: choices, argument: self == .importing ? "FILE" : nil)
    }

    /// What it does, in a few words.
    private var about: String {
        switch self {
        case .status: "Show the server, who you are, and what waits for you"
        case .importing: "Bring tasks along from another tool"
        case .exporting: "Write the tasks that you see as CSV or Markdown"
        case .initialise: "Make this folder's tasks those of a project"
        case .login: "Sign in through the server's SSO, or store a key"
        case .logout: "Sign out: remove what login stored"
        case .mcp: "Serve MCP over standard input and output, or install it in a client"
        case .watch: "Show what happens, as it happens"
        case .completion: "Print a completion script"
        case .man: "Print the manual page"
        case .version: "Show the version"
        }
    }

    private static let dataDirectory = CommandSummary.Flag("--data-dir", value: "DIR")

    private var flags: [CommandSummary.Flag] {
        switch self {
        case .status: [.init("--json"), Self.dataDirectory]
        case .importing:
            [
                .init("--from", value: "FORMAT"), .init("--project", value: "SLUG"), .init("--dry-run"),
                .init("--map", value: "NAME=@HANDLE"), .init("--include-dropped"), .init("--include-deleted"),
                .init("--date-order", value: "ORDER"), .init("--quiet"), .init("--json"), Self.dataDirectory,
            ]
        case .exporting:
            [
                .init("--csv"), .init("--markdown"), .init("--all"), .init("--project", value: "SLUG"),
                Self.dataDirectory,
            ]
        case .initialise:
            [
                .init("--server", value: "URL"), .init("--project", value: "SLUG"), .init("--force"),
                Self.dataDirectory,
            ]
        case .login: [.init("--with-key"), Self.dataDirectory]
        case .logout: [Self.dataDirectory]
        case .mcp:
            [
                .init("--as", value: "@AGENT"), .init("--install", value: "CLIENT"), .init("--yes"),
                .init("--print-config", value: "CLIENT"), .init("--stdio"), Self.dataDirectory,
            ]
        case .watch:
            [
                .init("--task", value: "ID"), .init("--kind", value: "ACTION"), .init("--project", value: "SLUG"),
                .init("--after", value: "CURSOR"), .init("--json"), Self.dataDirectory,
            ]
        case .completion, .man, .version: []
        }
    }

    private var choices: [String] { self == .completion ? Shell.allCases.map(\.rawValue) : [] }
}
