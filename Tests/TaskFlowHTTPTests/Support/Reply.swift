import TaskFlowSchema

/// A response as it stood on the wire.
struct Reply: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: String

    /// - Returns: nil when the bytes are no whole response head.
    init?(_ text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        var lines = parts[0].split(separator: "\r\n")
        guard parts.count == 2, let line = lines.first, let status = Int(line.split(separator: " ")[1]) else {
            return nil
        }
        lines.removeFirst()
        self.status = status
        body = String(parts[1])
        headers = lines.map { line in
            let pair = line.split(separator: ":", maxSplits: 1)
            return (pair[0].lowercased(), pair.count == 2 ? pair[1].drop { $0 == " " }.description : "")
        }
    }

    /// The value of a header, the first when there are several.
    subscript(name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }

    func values(_ name: String) -> [String] { headers.filter { $0.name == name.lowercased() }.map(\.value) }

    var json: JSON? { try? JSONParser.parse(body.utf8) }
}
