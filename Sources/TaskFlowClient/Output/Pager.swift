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

    /// - Returns: whether the pager could be started.
    private static func run(_ command: String, _ text: String) -> Bool {
        // The shell says itself what it cannot find; looking first keeps the list from being lost.
        let name = command.split(separator: " ").first.map(String.init) ?? command
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        guard name.contains("/") || folders.contains(where: { access("\($0)/\(name)", X_OK) == 0 }) else {
            return false
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        var environment = ProcessInfo.processInfo.environment
        // Colours as they are, no pager for a single screen, and the screen left as it is.
        environment["LESS"] = environment["LESS"] ?? "FRX"
        process.environment = environment
        let pipe = Pipe()
        process.standardInput = pipe
        do { try process.run() } catch { return false }
        // A pager that is left early closes its end; what was not read is not missed.
        try? pipe.fileHandleForWriting.write(contentsOf: Data("\(text)\n".utf8))
        try? pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        return true
    }
}
