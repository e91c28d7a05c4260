/// Reads the data of server-sent events (WHATWG HTML, section 9.2) from pieces of any size.
struct EventStreamParser {
    private var line: [UInt8] = []
    private var data: [UInt8]?
    private var sawReturn = false

    /// Bytes that are held until an event is whole.
    var held: Int { line.count + (data?.count ?? 0) }

    /// The data of the events that end in these bytes.
    mutating func add(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var events: [[UInt8]] = []
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

    private mutating func endLine() -> [UInt8]? {
        defer { line = [] }
        if line.isEmpty {
            defer { data = nil }
            return data
        }
        guard line.starts(with: Array("data".utf8)) else { return nil }
        var value = line.dropFirst(4)
        if value.first == UInt8(ascii: ":") { value = value.dropFirst() } else if !value.isEmpty { return nil }
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        data = data.map { $0 + [UInt8(ascii: "\n")] + value } ?? Array(value)
        return nil
    }
}
