internal import Logging
internal import TaskFlowSchema

/// Writes log lines for people: time, level, message, `name=value`.
struct TextLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    let write: @Sendable (String) -> Void

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let merged = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let level = event.level.rawValue.uppercased().padded(to: 7)
        var line = "\(Timestamp.system()) \(level) \(Self.escaped("\(event.message)"))"
        for (name, value) in merged.sorted(by: { $0.key < $1.key }) { line += " \(name)=\(Self.escaped("\(value)"))" }
        if let error = event.error { line += " error=\(Self.escaped("\(error)"))" }
        write(line + "\n")
    }

    // A value from outside must not begin a line of its own, nor drive the terminal.
    private static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) else {
            return text
        }
        return text.unicodeScalars.reduce(into: "") { safe, scalar in
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            safe += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
