internal import Foundation

/// What is known of the terminal that the results go to.
package struct Terminal: Sendable {
    /// Columns; `nil` where lines have no end, as in a file or pipe.
    let width: Int?
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
        return Terminal(
            width: isTerminal ? columns(environment) : nil, hasColour: isTerminal && !isPlain,
            isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1)
    }

    private static func columns(_ environment: [String: String]) -> Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return environment["COLUMNS"].flatMap(Int.init) ?? 80
    }
}
