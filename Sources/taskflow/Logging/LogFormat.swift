internal import Foundation

/// How log lines are written.
enum LogFormat: String, Sendable {
    case text
    case json

    /// Text for a person at a terminal, JSON for a program that collects it.
    static var standard: LogFormat { isatty(STDERR_FILENO) == 1 ? .text : .json }
}
