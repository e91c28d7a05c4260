internal import Logging
internal import TaskFlowSchema

/// Writes log lines for programs: one JSON object each.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    let write: @Sendable (String) -> Void

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var object: JSONObject = [
            "timestamp": .string(Timestamp.system().description), "level": .string(event.level.rawValue),
            "message": .string("\(event.message)"),
        ]
        let merged = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (name, value) in merged.sorted(by: { $0.key < $1.key }) where object[name] == nil {
            object[name] = Self.json(value)
        }
        if let error = event.error, object["error"] == nil { object["error"] = .string("\(error)") }
        write(JSON.object(object).text + "\n")
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
