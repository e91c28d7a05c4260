internal import Foundation
internal import Logging

/// How log lines are written.
enum LogFormat: String, Sendable {
    case text
    case json

    /// Text for a person at a terminal, JSON for a program that collects it.
    static var standard: LogFormat { isatty(STDERR_FILENO) == 1 ? .text : .json }
}

extension ServerConfiguration {
    /// The server's logger: lines on standard error.
    func makeLogger() -> Logger {
        let (format, level) = (logFormat, logLevel)
        return Logger(label: "taskflow") { _ in
            LineLogHandler(format: format, logLevel: level, write: StandardStreams.writeError)
        }
    }
}
