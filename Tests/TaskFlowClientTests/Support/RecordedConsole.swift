import Synchronization

@testable import TaskFlowClient

/// A console that remembers what was written to it.
final class RecordedConsole: Sendable {
    private let written = Mutex<(output: [UInt8], error: [UInt8])>(([], []))

    var output: String { String(decoding: written.withLock { $0.output }, as: UTF8.self) }
    var error: String { String(decoding: written.withLock { $0.error }, as: UTF8.self) }

    func console(_ terminal: Terminal = .none, answer: String? = nil) -> Console {
        Console(
            terminal: terminal,
            writeOutput: { bytes in self.written.withLock { $0.output += bytes } },
            writeError: { bytes in self.written.withLock { $0.error += bytes } },
            readLine: { answer })
    }
}

extension Terminal {
    /// A file or pipe.
    static let none = Terminal(width: nil, hasColour: false, isInteractive: false)

    static func screen(_ width: Int, colour: Bool = true) -> Terminal {
        Terminal(width: width, hasColour: colour, isInteractive: true)
    }
}
