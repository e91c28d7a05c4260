internal import Foundation

/// Where a command writes and whom it asks.
package struct Console: Sendable {
    let terminal: Terminal
    let writeOutput: @Sendable ([UInt8]) -> Void
    let writeError: @Sendable ([UInt8]) -> Void
    let readLine: @Sendable () -> String?
    /// The command line of the pager; `nil` where none is wanted.
    var pager: String?

    package init(
        terminal: Terminal, writeOutput: @escaping @Sendable ([UInt8]) -> Void,
        writeError: @escaping @Sendable ([UInt8]) -> Void, readLine: @escaping @Sendable () -> String?
    ) {
        self.terminal = terminal
        self.writeOutput = writeOutput
        self.writeError = writeError
        self.readLine = readLine
    }

    /// The process's own streams.
    package static func standard(environment: [String: String]) -> Console {
        var console = Console(
            terminal: .current(environment: environment), writeOutput: { StandardOutput.write($0) },
            // There is nowhere left to report a failure of standard error.
            writeError: { _ = StandardOutput.put($0, on: STDERR_FILENO) }, readLine: { Swift.readLine() })
        console.pager = Pager.command(environment)
        return console
    }

    /// Prints lines of results.
    func print(_ text: String) { if !text.isEmpty { writeOutput(Array("\(text)\n".utf8)) } }

    /// Prints a line that is no result.
    func note(_ text: String) { writeError(Array("\(text)\n".utf8)) }

    /// Asks for a yes.
    func confirms(_ question: String) -> Bool {
        writeError(Array("\(question) [y/N] ".utf8))
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }
}
