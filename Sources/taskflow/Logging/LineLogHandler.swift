internal import Foundation
internal import Logging
internal import TaskFlowSchema

/// Writes each log event as one line.
struct LineLogHandler: LogHandler {
    let format: LogFormat
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    let write: @Sendable (String) -> Void

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let merged = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        switch format {
        case .text: write(Self.text(event, merged) + "\n")
        case .json: write(Self.json(event, merged).text + "\n")
        }
    }

    /// For people: time, level, message, `name=value`.
    private static func text(_ event: LogEvent, _ metadata: [Logger.Metadata.Element]) -> String {
        let level = event.level.rawValue.uppercased().padded(to: 7)
        var line = "\(Timestamp.system()) \(level) \(escaped("\(event.message)"))"
        for (name, value) in metadata { line += " \(name)=\(escaped("\(value)"))" }
        if let error = event.error { line += " error=\(escaped("\(error)"))" }
        return line
    }

    // A caller's value must not begin a new line or send escape sequences to the terminal.
    private static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) else {
            return text
        }
        return text.unicodeScalars.reduce(into: "") { safe, scalar in
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            safe += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
    }

    /// For programs: one object.
    private static func json(_ event: LogEvent, _ metadata: [Logger.Metadata.Element]) -> JSON {
        var object: JSONObject = [
            "timestamp": .string(Timestamp.system().description), "level": .string(event.level.rawValue),
            "message": .string("\(event.message)"),
        ]
        for (name, value) in metadata where object[name] == nil { object[name] = json(value) }
        if let error = event.error, object["error"] == nil { object["error"] = .string("\(error)") }
        return .object(object)
    }

    private static func json(_ value: Logger.MetadataValue) -> JSON {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let number as Int): .integer(number)
        case .stringConvertible(let number as Double) where number.isFinite: .decimal(number)
        case .stringConvertible(let isTrue as Bool): .bool(isTrue)
        case .stringConvertible(let other): .string(other.description)
        case .array(let values): .array(values.map(json))
        case .dictionary(let members):
            .object(JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

/// How log lines are written.
enum LogFormat: String, Sendable {
    case text
    case json

    /// Text for a person at a terminal, JSON for a program that collects it.
    static var standard: LogFormat { isatty(STDERR_FILENO) == 1 ? .text : .json }
}

extension Logger.Level {
    /// A person at a terminal is told by the server where it is: that it has started is for a log alone.
    static var standard: Logger.Level { isatty(STDERR_FILENO) == 1 ? .notice : .info }
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
