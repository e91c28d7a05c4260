internal import Foundation

/// Shows what is longer than the terminal through a pager, as git does: `TASKFLOW_PAGER`, `PAGER`, or less.
enum Pager {
    static func print(_ text: String, to console: Console, isPlain: Bool) {
        let lines = text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        guard !isPlain, let height = console.terminal.height, lines >= height, let command = console.pager,
            run(command, text)
        else { return console.print(text) }
    }

    /// The pager's command line; `nil` where none is wanted.
    static func command(_ environment: [String: String]) -> String? {
        let command = environment["TASKFLOW_PAGER"] ?? environment["PAGER"] ?? "less"
        return ["", "cat"].contains(command) ? nil : command
    }

    /// - Returns: whether the pager could be run, and so has shown the text.
    private static func run(_ command: String, _ text: String) -> Bool {
        // The shell says itself what it cannot find; looking first keeps the list from being lost.
        let name = command.split(separator: " ").first.map(String.init) ?? command
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard name.contains("/") || folders.contains(where: { access("\($0)/\(name)", X_OK) == 0 }) else {
            return false
        }
        var pager = ShellCommand(line: command)
        // Colours as they are, no pager for a single screen, and the screen left as it is.
        pager.environment["LESS"] = pager.environment["LESS"] ?? "FRX"
        // The shell's own codes for a program that it cannot run or cannot find.
        return pager.run(reading: Array("\(text)\n".utf8)).map { ![126, 127].contains($0) } ?? false
    }
}
