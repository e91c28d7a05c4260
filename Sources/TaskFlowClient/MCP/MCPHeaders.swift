internal import Foundation

/// The headers of a message over Streamable HTTP, which repeat what the body says.
enum MCPHeaders {
    /// - Parameter negotiated: the revision that `initialize` agreed on, for requests without an envelope.
    static func of(_ message: MCPMessage, negotiated: String?) -> [(name: String, value: String)] {
        var headers = [
            (name: "content-type", value: "application/json"),
            (name: "accept", value: "application/json, text/event-stream"),
        ]
        if let version = message.modernVersion {
            headers.append(("mcp-protocol-version", encode(version)))
            if let method = message.method { headers.append(("mcp-method", encode(method))) }
            if let name = message.name { headers.append(("mcp-name", encode(name))) }
        } else if message.method != "initialize", let negotiated {
            headers.append(("mcp-protocol-version", encode(negotiated)))
        }
        return headers
    }

    /// A value as a header carries it: visible ASCII as it is, all else as `=?base64?…?=`.
    static func encode(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        let isTrimmed = !value.hasPrefix(" ") && !value.hasSuffix(" ")
        let looksEncoded = value.hasPrefix("=?base64?") && value.hasSuffix("?=")
        if isPlain && isTrimmed && !looksEncoded { return value }
        return "=?base64?\(Data(value.utf8).base64EncodedString())?="
    }
}
