/// Help on what many commands share: `taskflow help dates`.
enum HelpTopic: String, CaseIterable {
    case dates
    case files
    case output
    case environment
    case exitCodes = "exit-codes"
    case agents

    /// What it is about, in a few words.
    var summary: String {
        switch self {
        case .dates: "How to write dates and times"
        case .files: "Texts from files, from standard input and from an editor"
        case .output: "Tables, columns, CSV, JSON, the pager"
        case .environment: "The variables that are read"
        case .exitCodes: "What the exit codes mean"
        case .agents: "How an agent, or a script, works by the command line"
        }
    }

    var text: String {
        switch self {
        case .dates:
            """
            How to write dates and times

              taskflow add "Write the report" --due friday
              taskflow add "Call Ada" --due "tomorrow 17:00"
              taskflow edit 3 --due "in 2 weeks"
              taskflow list --due-before monday

            today, tomorrow, a weekday (the next one, never today), "in 3 days" (minutes,
            hours, weeks, months), 2026-12-01, 2026-12-01 17:00, or 17:00 for the next such
            time. All are in local time, and told in local time. A day alone is its end for
            --due and its start for --due-before, --due-after and --not-before. A time with
            an offset, 2026-12-01T17:00:00Z, is that instant. --no-due takes a date away.
            """
        case .files:
            """
            Texts from files, from standard input and from an editor

              taskflow comment 3 @notes.md
              git log -1 --format=%B | taskflow comment 3 -
              taskflow add "Write the report" -m "What it should say"
              taskflow edit 3

            -m gives the text of any command: a description, a comment, a reason, a note.
            @file reads a file, where there is such a file or the name has a slash; else it
            is text, such as @claude. @@ is an @ at the beginning. - reads standard input.
            -e opens $EDITOR; `edit ID` without flags does too. What the server refuses then
            is kept, and you are told where. \\n stays as it is written: for many lines use
            $'one\\ntwo', a file or -e.
            """
        case .output:
            """
            Tables, columns, CSV, JSON, the pager

              taskflow list --columns id,title,due_date
              taskflow list --csv > tasks.csv
              taskflow done $(taskflow list -q --tag trivial)
              taskflow list --json | jq '.[].title'

            A change says one sentence; -v prints the whole of it, -q ids alone. Lists fit
            the terminal: what is empty goes, names and texts give way. In a file or pipe
            they are whole, and times are UTC. --json prints the API's own JSON, of all
            pages; with it a failure is one JSON object on standard error. --limit ends a
            list early. A list longer than the terminal goes through $TASKFLOW_PAGER, $PAGER
            or less; --no-pager prints it at once. NO_COLOR turns colour off.
            """
        case .environment:
            """
            The variables that are read

              TASKFLOW_URL     the server, else that of .taskflow, of the stored key, or
                               \(ServerAddress.standard)
              TASKFLOW_TOKEN   the key, else the one stored in the data directory
              TASKFLOW_DATA    the data directory, else ~/.local/share/taskflow
              TASKFLOW_PAGER   the pager, else PAGER, else less
              TASKFLOW_EDITOR  the editor, else VISUAL, EDITOR, vi
              TZ               the time zone of dates
              NO_COLOR         set to anything: no colour

            A stored key is sent only to the server that it is for. `taskflow serve --help`
            has the server's variables.
            """
        case .exitCodes:
            """
            What the exit codes mean

              0  done
              1  the server refused, or there was nothing to do (`next`); of several tasks
                 one was refused
              2  wrong usage: nothing was sent
              3  the server cannot be reached
              4  not signed in

            With --json a failure is one JSON object on standard error: the API's own where
            the server refused, else {"error", "code"} with the code usage, unreachable,
            unauthenticated or refused.
            """
        case .agents:
            """
            How an agent, or a script, works by the command line

              while task=$(taskflow next --wait 50 --quiet); do
                taskflow brief "$task"
                taskflow progress "$task" 10 -m begun
                ./do-the-work "$task" || { taskflow block "$task" -m "It failed"; continue; }
                taskflow submit "$task"
              done

            next gives the next task that is ready, and a lease on it, which each later
            command renews; `heartbeat` does it alone. It exits with 1 where nothing is left.
            `ask` waits for a person's answer, `wait` for what happens, `why` tells why a
            task cannot be started. `taskflow mcp --install` sets an agent's client up.
            """
        }
    }
}
