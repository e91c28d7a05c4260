/// A shell that completion can be made for.
enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish

    /// The script that makes the shell complete `taskflow`.
    func script(for table: CommandTable) -> String {
        let tree = CompletionTree(table)
        return switch self {
        case .bash: BashCompletion(tree: tree).script
        case .zsh: ZshCompletion(tree: tree).script
        case .fish: FishCompletion(tree: tree).script
        }
    }

    /// The text as one word of a shell: in single quotes.
    static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}

/// Completion for bash.
private struct BashCompletion {
    let tree: CompletionTree

    /// Load it with `source <(taskflow completion bash)`.
    var script: String {
        """
        # bash completion for taskflow; load with: source <(taskflow completion bash)
        _taskflow() {
            local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" phrase="" word next options=""
            for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        \(tree.phraseLoop)
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

/// Completion for zsh.
private struct ZshCompletion {
    let tree: CompletionTree

    /// Load it with `source <(taskflow completion zsh)`, or save it as `_taskflow` in a folder of `fpath`.
    var script: String {
        """
        #compdef taskflow
        _taskflow() {
            local phrase="" word next prev="${words[CURRENT-1]}"
            local -a candidates
            for word in "${(@)words[2,CURRENT-1]}"; do
        \(tree.phraseLoop)
        \(values)
            esac
            case "$phrase" in
        \(candidates)
            esac
            _describe 'taskflow' candidates
        }
        if [ "$funcstack[1]" = "_taskflow" ]; then _taskflow "$@"; else compdef _taskflow taskflow; fi
        """
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

    private var candidates: String {
        tree.nodes.map { node in
            let words = node.next.map { described($0.word, $0.summary) } + node.flags.map { described($0.name, "") }
            return "        \(Shell.quoted(node.phrase))) candidates=(\(words.joined(separator: " "))) ;;"
        }.joined(separator: "\n")
    }

    private func described(_ word: String, _ summary: String) -> String {
        let escaped = word.replacing(":", with: "\\:")
        return Shell.quoted(summary.isEmpty ? escaped : "\(escaped):\(summary)")
    }
}

/// Completion for fish.
private struct FishCompletion {
    let tree: CompletionTree

    /// Load it with `taskflow completion fish | source`.
    var script: String {
        """
        # fish completion for taskflow; load with: taskflow completion fish | source
        function __taskflow_phrase
            set -l phrase
            for word in (commandline -opc)[2..-1]
                set -l next (string join ' ' -- $phrase $word)
                contains -- $next \(tree.phrases(separatedBy: " ")); or break
                set phrase $next
            end
            test "$phrase" = "$argv[1]"
        end
        complete -c taskflow -f
        \(tree.nodes.flatMap(lines).joined(separator: "\n"))
        """
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

extension CompletionTree {
    /// Every phrase as one quoted word.
    fileprivate func phrases(separatedBy separator: String) -> String {
        nodes.map(\.phrase).filter { !$0.isEmpty }.map(Shell.quoted).joined(separator: separator)
    }

    /// What bash and zsh do for each word of the line: they look for the longest phrase that it begins with.
    fileprivate var phraseLoop: String {
        """
                next="${phrase:+$phrase }$word"
                case "$next" in
                    \(phrases(separatedBy: "|"))) phrase="$next" ;;
                    *) break ;;
                esac
            done
            case "$phrase $prev" in
        """
    }
}
