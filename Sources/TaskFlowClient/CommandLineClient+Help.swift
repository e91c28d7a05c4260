extension CommandLineClient {
    /// The help page that a line asks for, if it asks for one. Help wins over whatever else is wrong with the line.
    func helpPage(_ line: [String]) -> String? {
        let help = TableHelp(table: table)
        var words = Array(line.prefix { !$0.hasPrefix("-") })
        if words.first == "help" {
            words.removeFirst()
        } else if !line.isEmpty, !line.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            return nil
        }
        if let (commands, _) = table.match(words) { return help.commands(commands) }
        let group = table.groupWords(in: words)
        if !group.isEmpty { return help.group(group) }
        if let command = LocalCommand(words) { return command.help }
        return help.root
    }
}
