/// Completion for fish.
struct FishCompletion {
    let tree: CompletionTree

    /// Load it with `taskflow completion fish | source`.
    var script: String {
        """
        # fish completion for taskflow; load with: taskflow completion fish | source
        function __taskflow_phrase
            set -l phrase
            for word in (commandline -opc)[2..-1]
                set -l next (string join ' ' -- $phrase $word)
                contains -- $next \(phrases); or break
                set phrase $next
            end
            test "$phrase" = "$argv[1]"
        end
        complete -c taskflow -f
        \(tree.nodes.flatMap(lines).joined(separator: "\n"))
        """
    }

    private var phrases: String {
        tree.nodes.map(\.phrase).filter { !$0.isEmpty }.map(Shell.quoted).joined(separator: " ")
    }

    private func lines(_ node: CompletionTree.Node) -> [String] {
        let start = "complete -c taskflow -n \(Shell.quoted("__taskflow_phrase \(Shell.quoted(node.phrase))"))"
        let words = node.next.map { "\(start) -a \(Shell.quoted($0.word)) -d \(Shell.quoted($0.summary))" }
        let flags = node.flags.map { flag in
            let name = flag.name.hasPrefix("--") ? "-l \(flag.name.dropFirst(2))" : "-s \(flag.name.dropFirst())"
            guard flag.takesValue else { return "\(start) \(name)" }
            return flag.choices.isEmpty
                ? "\(start) \(name) -rF" : "\(start) \(name) -x -a \(Shell.quoted(flag.choices.joined(separator: " ")))"
        }
        return words + flags
    }
}
