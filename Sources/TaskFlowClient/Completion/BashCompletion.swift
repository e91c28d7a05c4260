/// Completion for bash.
struct BashCompletion {
    let tree: CompletionTree

    /// Load it with `source <(taskflow completion bash)`.
    var script: String {
        """
        # bash completion for taskflow; load with: source <(taskflow completion bash)
        _taskflow() {
            local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" phrase="" word next options=""
            for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                next="${phrase:+$phrase }$word"
                case "$next" in
                    \(phrases)) phrase="$next" ;;
                    *) break ;;
                esac
            done
            case "$phrase $prev" in
        \(values)
            esac
            case "$phrase" in
        \(options)
            esac
            COMPREPLY=($(compgen -W "$options" -- "$cur"))
        }
        complete -F _taskflow taskflow
        """
    }

    private var phrases: String {
        tree.nodes.map(\.phrase).filter { !$0.isEmpty }.map(Shell.quoted).joined(separator: "|")
    }

    private var values: String {
        tree.nodes.flatMap { node in
            node.flags.filter(\.takesValue).map { flag in
                let pattern = Shell.quoted("\(node.phrase) \(flag.name)")
                let words = Shell.quoted(flag.choices.joined(separator: " "))
                let source = flag.choices.isEmpty ? "-f" : "-W \(words)"
                return "        \(pattern)) COMPREPLY=($(compgen \(source) -- \"$cur\")); return ;;"
            }
        }.joined(separator: "\n")
    }

    private var options: String {
        tree.nodes.map { node in
            let words = node.next.map(\.word) + node.flags.map(\.name)
            return "        \(Shell.quoted(node.phrase))) options=\(Shell.quoted(words.joined(separator: " "))) ;;"
        }.joined(separator: "\n")
    }
}
