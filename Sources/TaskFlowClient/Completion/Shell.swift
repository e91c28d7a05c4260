/// A shell that completion can be made for.
enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish

    /// The script that makes the shell complete `taskflow`. It asks the program that is found by that name, never one that lies
    /// in the folder at hand; see ``CompletionCommand``.
    var script: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }

    private static let bashScript = #"""
        # bash completion for taskflow; load with: source <(taskflow completion bash)
        _taskflow() {
            local line kind=""
            COMPREPLY=()
            while IFS= read -r line; do
                if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
            done < <(command taskflow __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" "$COMP_TYPE" \
                "${COLUMNS:-80}" 2>/dev/null </dev/null)
            case $kind in
                :files*) compopt -o default 2>/dev/null ;;
                :folders*) compopt -o dirnames 2>/dev/null ;;
                *) if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]]; then compopt -o nospace 2>/dev/null; fi ;;
            esac
        }
        complete -o nosort -F _taskflow taskflow 2>/dev/null || complete -F _taskflow taskflow
        """#

    private static let zshScript = #"""
        #compdef taskflow
        # Load with `source <(taskflow completion zsh)`, or save as _taskflow in a folder of fpath.
        _taskflow() {
            local line kind=""
            local -a found before
            if (( CURRENT > 2 )); then before=("${(@Q)words[2,CURRENT-1]}"); fi
            while IFS= read -r line; do
                if [[ -z $kind ]]; then kind=$line; else found+=("$line"); fi
            done < <(command taskflow __complete zsh "${before[@]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)
            case $kind in
                :files*) compset -p ${kind##* }; _files ;;
                :folders*) compset -p ${kind##* }; _files -/ ;;
                *) _describe -V taskflow found ;;
            esac
        }
        if [ "$funcstack[1]" = "_taskflow" ]; then _taskflow "$@"; else compdef _taskflow taskflow; fi
        """#

    private static let fishScript = #"""
        # fish completion for taskflow; load with: taskflow completion fish | source
        function __taskflow_ask
            set -g __taskflow_found
            set -l begun (commandline -ct)
            set -l before (commandline -opc)
            set -e before[1]
            set -l found (command taskflow __complete fish $before "$begun" 2>/dev/null </dev/null)
            set -l kind (string split ' ' -- $found[1])
            set -e found[1]
            set -l start (string sub -l "$kind[2]" -- "$begun")
            set -l name (string sub -s (math "$kind[2]" + 1) -- "$begun")
            switch "$kind[1]"
                case :files
                    # Where fish sees that a file begins, it completes it by itself.
                    string match -q -- '*@' "$start"; or return 1
                    set -g __taskflow_found $start(__fish_complete_path "$name")
                case :folders
                    set -g __taskflow_found $start(__fish_complete_directories "$name")
                case '*'
                    set -g __taskflow_found $found
            end
            return 0
        end
        complete -c taskflow -e
        complete -c taskflow -n __taskflow_ask -k -f -a '$__taskflow_found'
        """#
}
