/// Reads server-sent events (WHATWG HTML, section 9.2) from pieces of any size.
struct EventStreamParser {
    /// An event.
    struct Event: Equatable {
        /// `message` where the stream names none.
        var name = "message"
        var data: [UInt8]
    }

    /// What a client sends as `Last-Event-ID` when it connects again; `nil` before the first id.
    private(set) var lastID: String?
    private var line: [UInt8] = []
    private var name = ""
    private var data: [UInt8]?
    private var sawReturn = false

    /// Bytes that are held until an event is whole.
    var held: Int { line.count + (data?.count ?? 0) }

    /// The events that end in these bytes.
    mutating func add(_ bytes: some Sequence<UInt8>) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            defer { sawReturn = byte == UInt8(ascii: "\r") }
            if byte == UInt8(ascii: "\n"), sawReturn { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if let event = endLine() { events.append(event) }
            } else {
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> Event? {
        defer { line = [] }
        if line.isEmpty {
            defer { (data, name) = (nil, "") }
            return data.map { Event(name: name.isEmpty ? "message" : name, data: $0) }
        }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        take(String(decoding: line[..<colon], as: UTF8.self), value)
        return nil
    }

    private mutating func take(_ field: String, _ value: ArraySlice<UInt8>) {
        switch field {
        case "data": data = data.map { $0 + [UInt8(ascii: "\n")] + value } ?? Array(value)
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id" where !value.contains(0): lastID = String(decoding: value, as: UTF8.self)
        default: break
        }
    }
}
