/// Reads the next page's place from a `Link` header (RFC 8288).
enum PageLink {
    /// The flag that leads to the next page: `--cursor abc` or `--offset 50`.
    static func nextFlag(_ link: String?) -> String? {
        guard let target = target(of: "next", in: link ?? "") else { return nil }
        let query = target.split(separator: "?", maxSplits: 1).last ?? ""
        let items = query.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        for name in ["cursor", "offset"] {
            guard let item = items.first(where: { $0.count == 2 && $0[0] == name }) else { continue }
            return "--\(name) \(TerminalText.line(item[1].removingPercentEscapes))"
        }
        return nil
    }

    /// The path and query of the next page, below the server's own path; `nil` on the last one, and where a link leads elsewhere.
    static func next(_ link: String?, below path: String = "") -> String? {
        guard let target = whole(link) else { return nil }
        // Whole steps of the path alone: `/a` is none of `/api`.
        return target.hasPrefix(path + "/") ? String(target.dropFirst(path.count)) : target
    }

    private static func whole(_ link: String?) -> String? {
        guard let target = target(of: "next", in: link ?? "") else { return nil }
        if target.hasPrefix("/"), !target.hasPrefix("//") { return String(target) }
        guard let scheme = target.firstRange(of: "://") else { return nil }
        return target[scheme.upperBound...].firstIndex(of: "/").map { String(target[$0...]) }
    }

    /// The same page with another number of entries.
    static func limited(_ target: String, to limit: Int) -> String {
        guard let mark = target.firstIndex(of: "?") else { return target }
        let items = target[target.index(after: mark)...].split(separator: "&").map { item in
            item.hasPrefix("limit=") ? "limit=\(limit)" : String(item)
        }
        return target[...mark] + items.joined(separator: "&")
    }

    private static func target(of relation: String, in link: String) -> Substring? {
        for part in link.split(separator: ",") where part.contains("rel=\"\(relation)\"") {
            guard let start = part.firstIndex(of: "<"), let end = part.firstIndex(of: ">"), start < end else {
                continue
            }
            return part[part.index(after: start)..<end]
        }
        return nil
    }
}

extension String {
    /// The text with `%41` and the like resolved.
    fileprivate var removingPercentEscapes: String {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
