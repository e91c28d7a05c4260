extension LocalCommand {
    /// The command's help page.
    var help: String {
        switch self {
        case .status:
            """
            Show the server, who you are, and what waits for you

              taskflow status
              taskflow status --json

            Usage: taskflow status [--json] [--data-dir DIR]
            """
        case .importing:
            """
            Bring tasks along from another tool

              taskflow import .beads/issues.jsonl --dry-run
              taskflow import backlog --project garden
              taskflow import issues.json --map alice=@ada --map bob=me

            Reads beads, task-master, Backlog.md, GitHub issues (gh issue list --json),
            Taskwarrior (task export), todo.txt, Todoist, Trello, Linear, Jira, Vikunja and
            plain CSV. What a file is shows in the file itself; --from says it where that
            cannot be told. --dry-run shows what would come, and makes nothing. A second
            run brings only what is new. All of it comes, or nothing.

            Without --project the project is the one that the file names, made where it is
            missing. People are found by handle or name; --map says who somebody is.
            --include-dropped brings what was given up there, as completed, with the tag
            dropped; --include-deleted what was imported before and deleted here.
            --date-order says how dates such as 1/2/26 are meant. `taskflow database
            import` is for a whole database.

            Usage: taskflow import FILE|FOLDER|- [--from FORMAT] [--project SLUG] [--dry-run]
                                   [--map NAME=@HANDLE]... [--include-dropped]
                                   [--include-deleted] [--date-order dmy|mdy|ymd]
                                   [--quiet] [--json] [--data-dir DIR]

            Formats: beads, taskmaster, backlog, github, taskwarrior, todotxt, todoist,
            trello, linear, jira, vikunja, csv
            """
        case .exporting:
            """
            Write the tasks that you see as CSV or Markdown

              taskflow export --csv tasks.csv
              taskflow export --markdown --project website
              taskflow export --csv --all | less

            Open tasks, or with --all finished ones too; every filter of `taskflow list`
            narrows them. `taskflow import` reads the CSV again. A text that a spreadsheet
            might run begins with an apostrophe. A file that is there is never replaced.
            `taskflow database export` writes a whole database.

            Usage: taskflow export --csv|--markdown [FILE] [--all] [--project SLUG]
            """
        case .initialise:
            """
            Make this folder's tasks those of a project

              taskflow init --project website
              taskflow init --server https://tasks.example --project website

            Writes .taskflow, which every command in this folder and below it finds: where
            the server is, and which project `add`, `list`, `next`, `plan` and `import`
            mean. TASKFLOW_URL and --project go before it; `--project=` means none. The file
            holds no key, and a stored key goes only to the server that it is for.

            Usage: taskflow init [--server URL] [--project SLUG] [--force]
            """
        case .man:
            """
            Print the manual page

              taskflow man > taskflow.1 && man ./taskflow.1

            Usage: taskflow man
            """
        case .version:
            """
            Show the version

            Usage: taskflow version
            """
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
            Serve MCP over standard input and output, or install it in a client

              taskflow mcp --install claude --as @claude
              taskflow mcp --print-config cursor

            --install writes the client's configuration: the project's file, for Codex the
            user's. It shows the difference first, leaves other entries alone, and changes
            nothing the second time. With --as the client works as that agent: its own key
            is made where it is missing, and lies in the data directory, yours alone.

            For clients that start their MCP servers themselves: every message is passed on
            to the server at TASKFLOW_URL, with the key in TASKFLOW_TOKEN or the stored
            one. Clients that speak HTTP may use its /mcp directly. --print-config prints
            what the client's own configuration needs, for HTTP or with --stdio for this
            command, and nothing else on standard output; it never holds a key.

            Usage: taskflow mcp [--as @AGENT] [--data-dir DIR]
                   taskflow mcp --install claude|codex|cursor|vscode [--as @AGENT] [--yes]
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

            Tab then knows commands, flags and their values, tasks by number with their
            titles, workers, projects and tags. It asks the server, as you, for less than
            a second; where none answers it is quiet.

            Usage: taskflow completion bash|zsh|fish

              source <(taskflow completion bash)      in ~/.bashrc
              source <(taskflow completion zsh)       in ~/.zshrc, after compinit
              taskflow completion fish | source       in ~/.config/fish/config.fish
            """
        }
    }
}
