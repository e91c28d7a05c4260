internal import TaskFlowHTTP
internal import TaskFlowOperations

/// The value of `Link` on a page of a list (RFC 8288): the request's own address with another cursor or offset.
enum PageLinks {
    static func value(_ page: PageInfo, _ head: RequestHead, at address: PublicAddress) -> String? {
        let links = [(page.next, "next"), (page.previous, "prev")].compactMap { neighbour, relation in
            neighbour.map { "<\(url(of: $0, head, at: address))>; rel=\"\(relation)\"" }
        }
        return links.isEmpty ? nil : links.joined(separator: ", ")
    }

    private static func url(of page: PageInfo.Neighbour, _ head: RequestHead, at address: PublicAddress) -> String {
        var query = QueryPairs.text(of: head.query, without: ["cursor", "offset"])
        if !query.isEmpty { query += "&" }
        switch page {
        case .cursor(let cursor): query += "cursor=" + PathEncoding.encode(cursor)
        case .offset(let offset): query += "offset=\(offset)"
        }
        return address.url(of: "\(safe(String(head.path)))?\(safe(query))")
    }

    // What the caller sent goes into a header: nothing in it may end the link or the line.
    private static func safe(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isSafe) else { return text }
        return text.utf8.map { isSafe($0) ? String(Unicode.Scalar($0)) : "%" + hex($0) }.joined()
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"<>\"\\^`{|}".utf8.contains(byte)
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
