internal import Foundation

/// Where a command writes and whom it asks.
public struct Console: Sendable {
    let terminal: Terminal
    let writeOutput: @Sendable ([UInt8]) -> Void
    let writeError: @Sendable ([UInt8]) -> Void
    let readLine: @Sendable () -> String?

    public init(
        terminal: Terminal, writeOutput: @escaping @Sendable ([UInt8]) -> Void,
        writeError: @escaping @Sendable ([UInt8]) -> Void, readLine: @escaping @Sendable () -> String?
    ) {
        self.terminal = terminal
        self.writeOutput = writeOutput
        self.writeError = writeError
        self.readLine = readLine
    }

    /// The process's own streams.
    public static func standard(environment: [String: String]) -> Console {
        Console(
            terminal: .current(environment: environment), writeOutput: { write($0, to: STDOUT_FILENO) },
            writeError: { write($0, to: STDERR_FILENO) }, readLine: { Swift.readLine() })
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

    // Whoever reads may go away (`| head`); there is nobody left to tell.
    private static func write(_ bytes: [UInt8], to file: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
