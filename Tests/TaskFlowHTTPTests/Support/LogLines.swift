import Logging
import Synchronization

/// What was logged.
final class LogLines: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private let lines = Mutex<[Line]>([])

    var all: [Line] { lines.withLock { $0 } }

    /// The lines that tell of requests.
    var requests: [Line] { lines.withLock { $0.filter { $0.message == "request" } } }

    func add(_ line: Line) { lines.withLock { $0.append(line) } }

    var logger: Logger { Logger(label: "test") { _ in LogLinesHandler(lines: self) } }
}

struct LogLinesHandler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(lines: LogLines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = (event.metadata ?? [:]).mapValues { "\($0)" }
        lines.add(LogLines.Line(level: event.level, message: "\(event.message)", metadata: values))
    }
}
