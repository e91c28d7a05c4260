internal import TaskFlowOperations
internal import TaskFlowSchema

/// The help page of one command.
struct CommandHelp {
    let command: Command

    var text: String {
        CommandPage(
            command.spec.summary, examples: [command.spec.verb.example], details: PlainWords.text(command.spec.details),
            usage: usage, names: names, sections: [("Arguments", arguments), ("Flags", flags)]
        ).text
    }

    /// What the command is called as well.
    private var names: String? {
        let names = Alias.names(of: command.words)
        return names.isEmpty ? nil : "Also: \(names.map { "taskflow \($0)" }.joined(separator: ", "))"
    }

    /// `taskflow add TITLE [flags]`.
    var usage: String {
        let positional = command.positional.map { field in
            let name = field.isList ? "\(field.placeholder)…" : field.placeholder
            return field.info.isRequired || field.info.source == .path ? name : "[\(name)]"
        }
        let file = [command.file].compactMap(\.self)
        let required = command.flagged.filter { $0.info.isRequired && file.isEmpty }.map {
            "\($0.flag) \($0.placeholder)"
        }
        return (["taskflow", command.phrase] + positional + file + required + ["[flags]"]).joined(separator: " ")
    }

    private var arguments: [(name: String, text: String)] {
        command.positional.map { ($0.placeholder, explain($0)) }
            + [command.file].compactMap(\.self).map {
                ($0, "A file with the whole as JSON, - for standard input; flags go before it")
            }
    }

    private var flags: [(name: String, text: String)] {
        let own = command.flagged.map { field in (spelling(field), explain(field)) }
        let clearing = command.fields.filter(\.isClearable).map { field in
            ("--no-\(field.flag.drop { $0 == "-" })", "Clear \(field.name)")
        }
        let ours = OwnFlag.of(command).map { flag in
            let names = flag.names.sorted { $0.count < $1.count }.joined(separator: ", ")
            return (flag.value.map { "\(names) \($0)" } ?? names, flag.summary)
        }
        return own + clearing + ours
    }

    private func spelling(_ field: CommandField) -> String {
        let names = field.flags.sorted { ($0.count, $0) < ($1.count, $1) }.joined(separator: ", ")
        if field.isBoolean { return "\(names), --no-\(field.flag.drop { $0 == "-" })" }
        return "\(names) \(field.placeholder)"
    }

    private func explain(_ field: CommandField) -> String {
        var notes: [String] = []
        if !field.choices.isEmpty { notes.append("one of \(field.choices.joined(separator: ", "))") }
        if field.isList { notes.append("repeat it for several") }
        if let value = field.info.defaultValue, value != .null, value != [] {
            notes.append("default \(CellText.line(value))")
        }
        let summary = PlainWords.text(field.info.summary)
        return notes.isEmpty ? summary : "\(summary) (\(notes.joined(separator: "; ")))"
    }
}

/// An operation's words as they are for people at a shell: what speaks of JSON and of requests goes.
enum PlainWords {
    private static let gone = [
        "; may be repeated", "; null to unassign", "; null to clear", "; null clears", ", null to unassign",
        " (X-Total-Count)",
        ", as a page's Link said; in place of offset", ", as a page's Link said", " null clears.",
        "; without an offset it is UTC, a bare date its midnight",
    ]
    private static let others = [
        // The command's list is another one than the API's.
        ("Newest first unless told otherwise. Filters narrow", "Open tasks, the most urgent first. Filters narrow"),
        ("`me` for the caller", "`me` is you"), ("stays as it is;", "stays as it is."),
        ("`dry_run`", "--dry-run"), ("dry_run", "--dry-run"), ("parent_id", "--parent"), ("project_slug", "--project"),
    ]

    static func text(_ text: String) -> String {
        let shorter = gone.reduce(text) { $0.replacing($1, with: "") }
        return others.reduce(shorter) { $0.replacing($1.0, with: $1.1) }
    }
}
