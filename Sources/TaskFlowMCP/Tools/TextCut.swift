/// Cuts text between characters or scalars. Text that was cut ends with an ellipsis.
enum TextCut {
    /// At most `limit` characters.
    static func characters(_ text: String, _ limit: Int) -> String {
        text.count <= limit ? text : text.prefix(limit - 1) + "…"
    }

    /// At most `limit` Unicode scalars.
    static func scalars(_ text: String, _ limit: Int) -> String {
        let scalars = text.unicodeScalars
        return scalars.count <= limit ? text : String(String.UnicodeScalarView(scalars.prefix(limit - 1))) + "…"
    }

    /// At most `limit` bytes within the quotes of a JSON string.
    static func bytes(_ text: String, _ limit: Int) -> String {
        if cost(text) <= limit { return text }
        return prefix(of: text, limit - cost("…")) + "…"
    }

    /// As many scalars from the beginning as fit into `limit` bytes within the quotes of a JSON string.
    static func prefix(of text: String, _ limit: Int) -> String {
        var (prefix, left) = (String.UnicodeScalarView(), limit)
        for scalar in text.unicodeScalars {
            left -= cost(scalar)
            if left < 0 { break }
            prefix.append(scalar)
        }
        return String(prefix)
    }

    /// The bytes that a text takes within the quotes of a JSON string.
    static func cost(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + cost($1) } }

    private static func cost(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "\"", "\\", "\n", "\r", "\t": 2
        case "\u{0}"..<" ", "\u{7F}": 6
        default: UTF8.width(scalar)
        }
    }
}
