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
