/// Completion for zsh.
struct ZshCompletion {
    let tree: CompletionTree

    /// Load it with `source <(taskflow completion zsh)`, or save it as `_taskflow` in a folder of `fpath`.
    var script: String {
        """
        #compdef taskflow
        _taskflow() {
            local phrase="" word next prev="${words[CURRENT-1]}"
            local -a options
            for word in "${(@)words[2,CURRENT-1]}"; do
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
            _describe 'taskflow' options
        }
        if [ "$funcstack[1]" = "_taskflow" ]; then _taskflow "$@"; else compdef _taskflow taskflow; fi
        """
    }

    private var phrases: String {
        tree.nodes.map(\.phrase).filter { !$0.isEmpty }.map(Shell.quoted).joined(separator: "|")
    }

    private var values: String {
        tree.nodes.flatMap { node in
            node.flags.filter(\.takesValue).map { flag in
                let pattern = Shell.quoted("\(node.phrase) \(flag.name)")
                let words = flag.choices.map(Shell.quoted).joined(separator: " ")
                return "        \(pattern)) \(words.isEmpty ? "_files" : "compadd -- \(words)"); return ;;"
            }
        }.joined(separator: "\n")
    }

    private var options: String {
        tree.nodes.map { node in
            let words = node.next.map { described($0.word, $0.summary) } + node.flags.map { described($0.name, "") }
            return "        \(Shell.quoted(node.phrase))) options=(\(words.joined(separator: " "))) ;;"
        }.joined(separator: "\n")
    }

    private func described(_ word: String, _ summary: String) -> String {
        let escaped = word.replacing(":", with: "\\:")
        return Shell.quoted(summary.isEmpty ? escaped : "\(escaped):\(summary)")
    }
}
