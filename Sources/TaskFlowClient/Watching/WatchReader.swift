internal import TaskFlowSchema

/// Prints events as they come, and knows where to go on.
struct WatchReader {
    let console: Console
    let isJSON: Bool
    /// The cursor behind the last event that was printed; `nil` before the first.
    private(set) var cursor: String?
    /// Whether a stream ever stood.
    private(set) var hasListened = false
    /// Whether the server said that the credential is good no longer.
    private(set) var isExpired = false
    private var parser = EventStreamParser()

    init(console: Console, isJSON: Bool) {
        self.console = console
        self.isJSON = isJSON
    }

    /// Bytes that are held until an event is whole.
    var held: Int { parser.held }

    /// A stream begins.
    mutating func begin() {
        hasListened = true
        parser = EventStreamParser()
    }

    mutating func take(_ bytes: some Sequence<UInt8>) {
        for event in parser.add(bytes) {
            switch event.name {
            case "reset": console.note("The server's log was put back: what follows begins here")
            case "auth_expired": isExpired = true
            default: show(event.data)
            }
        }
        cursor = parser.lastID ?? cursor
    }

    private func show(_ data: [UInt8]) {
        guard !isJSON, let json = try? JSONParser.parse(data) else {
            return console.writeOutput(data + [UInt8(ascii: "\n")])
        }
        console.print(Self.line(json))
    }

    /// `12:03:04  @claude started task 1 Write the report (mcp)`.
    static func line(_ entry: JSON) -> String {
        let time = entry["timestamp"]?.stringValue.flatMap(ShownTime.seconds).map(ShownTime.second) ?? ""
        let action = CellText.line(entry["action"]).replacing("_", with: " ")
        let title = entry["task"]?["title"] ?? entry["context"]?["title"]
        let words = [
            "\(time) ", CellText.line(entry["actor_id"]), action, CellText.line(entry["entity_type"]),
            CellText.line(entry["entity_id"]), title.map { CellText.line($0) } ?? "",
            "(\(CellText.line(entry["via"])))",
        ]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
