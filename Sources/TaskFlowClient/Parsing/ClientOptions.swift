internal import TaskFlowOperations

/// The flags that are the client's own: they say how to ask and what to show, and are no fields of an operation.
struct ClientOptions: Equatable, Sendable {
    /// Print the API's own JSON.
    var json = false
    /// Do not ask before something is destroyed.
    var yes = false
    var help = false
    /// Print ids alone.
    var isQuiet = false
    /// Print the whole of what was changed.
    var isVerbose = false
    /// Write the text in an editor.
    var edits = false
    /// Print a list as CSV.
    var csv = false
    /// Do not hand a long list to a pager.
    var noPager = false
    /// List finished tasks too.
    var all = false
    /// List finished tasks.
    var done = false
    /// Show the list anew whenever something changes.
    var watches = false
    /// The columns of a list, with commas between.
    var columns: String?
    var dataDirectory: String?

    /// Flags without a value, and what they set.
    static let switches: [String: any WritableKeyPath<ClientOptions, Bool> & Sendable] = [
        "--json": \.json, "--yes": \.yes, "-y": \.yes, "--help": \.help, "-h": \.help, "--quiet": \.isQuiet,
        "-q": \.isQuiet, "--verbose": \.isVerbose, "-v": \.isVerbose, "--edit": \.edits, "-e": \.edits, "--csv": \.csv,
        "--no-pager": \.noPager, "--all": \.all, "-a": \.all, "--done": \.done, "--watch": \.watches, "-w": \.watches,
    ]

    static let dataDirectoryFlag = "--data-dir"

    /// Flags with a value, and what they set.
    static let values: [String: any WritableKeyPath<ClientOptions, String?> & Sendable] = [
        dataDirectoryFlag: \.dataDirectory, "--columns": \.columns,
    ]

    static func isKnown(_ flag: String) -> Bool { switches[flag] != nil || values[flag] != nil }
}

/// One of the client's own flags, as help and completion tell of it.
struct OwnFlag: Sendable {
    /// Every spelling, the preferred one first.
    let names: [String]
    /// What its value is called; `nil` where it takes none.
    let value: String?
    let summary: String
    private let fits: @Sendable (Command) -> Bool

    private init(
        _ names: [String], value: String? = nil, _ summary: String, fits: @escaping @Sendable (Command) -> Bool
    ) {
        (self.names, self.value, self.summary, self.fits) = (names, value, summary, fits)
    }

    /// Those that a command takes.
    static func of(_ command: Command) -> [OwnFlag] { all.filter { $0.fits(command) } }

    private static let hasVerdict: @Sendable (Command) -> Bool = { command in
        command.fields.contains { $0.name == InvocationParser.verdict }
    }

    /// Every one, in the order in which help shows them.
    static let all: [OwnFlag] = [
        OwnFlag(["--all", "-a"], "Finished tasks too") { $0.listsTasks },
        OwnFlag(["--done"], "Finished tasks, the last one first") { $0.listsTasks },
        OwnFlag(["--watch", "-w"], "Show the list anew whenever something changes, until Ctrl+C") { $0.listsTasks },
        OwnFlag(["--columns"], value: "NAMES", "Which columns, with commas between: id,title,due_date") { $0.isList },
        OwnFlag(["--csv"], "Print the list as CSV") { $0.isList },
        OwnFlag(["--no-pager"], "Print a long list at once") { $0.isList },
        OwnFlag(["--approve"], "Say yes to an approval", fits: hasVerdict),
        OwnFlag(["--reject"], "Say no to an approval", fits: hasVerdict),
        OwnFlag(["--edit", "-e"], "Write the text in $EDITOR") { $0.textField != nil },
        OwnFlag(["--yes", "-y"], "Do not ask whether it is meant") { $0.isDeletion },
        OwnFlag(["--verbose", "-v"], "Print the whole of what was changed") {
            $0.changes || $0.spec.name == GetTask.spec.name
        },
        OwnFlag(["--quiet", "-q"], "Print ids alone") { _ in true },
        OwnFlag(["--json"], "Print the API's own JSON") { _ in true },
        OwnFlag(["--data-dir"], value: "DIR", "Where the stored key is (else TASKFLOW_DATA, XDG_DATA_HOME)") { _ in true
        },
        OwnFlag(["--help", "-h"], "Show help") { _ in true },
    ]
}
