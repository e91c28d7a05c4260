internal import Foundation

/// What is known of the terminal that the results go to.
package struct Terminal: Sendable {
    /// Columns; `nil` where lines have no end, as in a file or pipe.
    package let width: Int?
    /// Lines; `nil` where there is no end to them.
    var height: Int?
    let hasColour: Bool
    /// Whether a person sits there who can be asked.
    let isInteractive: Bool

    package init(width: Int?, hasColour: Bool, isInteractive: Bool) {
        self.width = width
        self.hasColour = hasColour
        self.isInteractive = isInteractive
    }

    /// The process's own. `NO_COLOR` and `TERM=dumb` turn colour off.
    package static func current(environment: [String: String]) -> Terminal {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        let size = isTerminal ? size(environment) : nil
        var terminal = Terminal(
            width: size?.columns, hasColour: isTerminal && !isPlain,
            isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1)
        terminal.height = size?.lines
        return terminal
    }

    private static func size(_ environment: [String: String]) -> (columns: Int, lines: Int) {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 {
            return (Int(size.ws_col), Int(size.ws_row))
        }
        return (environment["COLUMNS"].flatMap(Int.init) ?? 80, environment["LINES"].flatMap(Int.init) ?? 24)
    }
}

/// A colour or weight of terminal text.
enum Style: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"

    /// The text in this style.
    func apply(_ text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }

    /// How the word of a field is coloured, if at all.
    static func of(_ word: String, in field: String) -> Style? {
        switch (field, word) {
        case ("status", "in_progress"), ("status", "in progress"): .cyan
        case ("status", "review"): .yellow
        case ("status", "completed"): .green
        case ("status", "blocked"): .red
        case ("priority", "critical"): .red
        case ("priority", "high"): .yellow
        default: nil
        }
    }
}
