internal import TaskFlowOperations
internal import TaskFlowSchema

/// The manual page, made of the same tables as help: roff for man(7), https://man7.org/linux/man-pages/man7/man.7.html
struct ManPage {
    let table: CommandTable
    let version: String

    var text: String {
        var lines = [
            ".TH TASKFLOW 1 \"\" \"taskflow \(version)\" \"TaskFlow\"", ".SH NAME",
            "taskflow \\- a task server for crews made of people and AI agents", ".SH SYNOPSIS", ".B taskflow",
            "COMMAND [arguments] [flags]", ".SH DESCRIPTION",
            Self.escaped("The client's commands talk to a server over HTTP; `taskflow serve` runs one."),
            ".SH COMMANDS",
        ]
        for command in table.commands.sorted(by: { $0.phrase < $1.phrase }) {
            lines += entry(CommandHelp(command: command).usage.replacing(" [flags]", with: ""), command.spec.summary)
            for field in command.flagged.prefix(40) {
                let value = field.isBoolean ? "" : " \(field.placeholder)"
                lines += [
                    ".RS", ".TP", ".B " + Self.escaped(field.flag + value), Self.escaped(field.info.summary), ".RE",
                ]
            }
        }
        for other in table.others.sorted(by: { $0.words.joined() < $1.words.joined() }) {
            lines += entry("taskflow " + other.words.joined(separator: " "), other.summary)
        }
        lines.append(".SH OTHER NAMES")
        for alias in Alias.all { lines += entry(alias.word, "taskflow " + alias.meaning.joined(separator: " ")) }
        for topic in HelpTopic.allCases {
            lines += [".SH " + Self.escaped(topic.summary.uppercased()), ".nf"]
            lines += topic.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).map {
                Self.escaped(String($0))
            }
            lines.append(".fi")
        }
        return lines.joined(separator: "\n")
    }

    private func entry(_ name: String, _ text: String) -> [String] {
        [".TP", ".B " + Self.escaped(name), Self.escaped(text)]
    }

    /// A line that roff prints as it is.
    private static func escaped(_ text: String) -> String {
        let line = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&\(line)" : line
    }
}
