internal import TaskFlowSchema

/// The headers that repeat parts of a message (Streamable HTTP, 2026-07-28), each with all its lines as they were sent.
package struct RoutingHeaders: Sendable, Equatable {
    /// `MCP-Protocol-Version`.
    package var protocolVersion: [String]
    /// `Mcp-Method`.
    package var method: [String]
    /// `Mcp-Name`.
    package var name: [String]

    package init(protocolVersion: [String] = [], method: [String] = [], name: [String] = []) {
        self.protocolVersion = protocolVersion
        self.method = method
        self.name = name
    }

    /// The revision, when it was named once.
    var version: String? { protocolVersion.count == 1 ? HeaderValue.trim(protocolVersion[0]) : nil }
}

/// The value of a header that may be written in base64: `=?base64?…?=` (Streamable HTTP, "Value Encoding").
enum HeaderValue {
    /// The value without the white space around it, decoded where it is encoded; `nil` when its base64 or UTF-8 is
    /// broken.
    static func decode(_ value: String) -> String? {
        let value = trim(value)
        guard value.hasPrefix(prefix), value.hasSuffix(suffix),
            value.utf8.count >= prefix.utf8.count + suffix.utf8.count
        else { return value }
        return base64(value.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count))
    }

    /// The value without the spaces and tabs around it (RFC 9110, section 5.5).
    static func trim(_ value: String) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        guard let first = value.utf8.firstIndex(where: { !isSpace($0) }),
            let last = value.utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(value[first...last])
    }

    private static let prefix = "=?base64?"
    private static let suffix = "?="

    /// Strict base64 with padding (RFC 4648, section 4).
    private static func base64(_ text: Substring.UTF8View) -> String? {
        let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard text.count.isMultiple(of: 4), padding <= 2 else { return nil }
        var urlSafe = ""
        for byte in text.dropLast(padding) {
            switch byte {
            case UInt8(ascii: "+"): urlSafe.append("-")
            case UInt8(ascii: "/"): urlSafe.append("_")
            case UInt8(ascii: "-"), UInt8(ascii: "_"): return nil
            default: urlSafe.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        guard let bytes = Base64URL.decode(urlSafe) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
