/// The names and values of a query, repeated names kept in order.
package enum QueryPairs {
    package typealias Pair = (name: String, value: String)

    /// A query may have so many pairs: more than the longest lists of all operations together.
    package static let limit = 128

    /// How many pairs a query has, found without reading any.
    package static func count(_ query: Substring) -> Int {
        query.utf8.split(separator: UInt8(ascii: "&")).count
    }

    /// `a` and `a=` are both an empty string.
    package static func parse(_ query: Substring) -> [Pair] {
        if query.isEmpty { return [] }
        return raw(query).map { pair in
            (decode(pair.name), pair.value.map(decode) ?? "")
        }
    }

    /// The pairs as they were sent, but for those of some names.
    package static func text(of query: Substring, without names: Set<String>) -> String {
        let kept = raw(query).filter { !names.contains(decode($0.name)) }
        return kept.map { String(Substring($0.text)) }.joined(separator: "&")
    }

    private struct RawPair {
        let text: Substring.UTF8View
        let name: Substring.UTF8View
        let value: Substring.UTF8View?
    }

    private static func raw(_ query: Substring) -> [RawPair] {
        query.utf8.split(separator: UInt8(ascii: "&")).map { text in
            guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else {
                return RawPair(text: text, name: text, value: nil)
            }
            return RawPair(text: text, name: text[..<equals], value: text[text.index(after: equals)...])
        }
    }

    private static func decode(_ text: Substring.UTF8View) -> String {
        PercentDecoding.decode(text, plusIsSpace: true)
    }
}
