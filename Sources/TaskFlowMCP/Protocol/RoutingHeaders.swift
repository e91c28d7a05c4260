/// The headers that repeat parts of a message (Streamable HTTP, 2026-07-28), each with all its lines as they were sent.
public struct RoutingHeaders: Sendable, Equatable {
    /// `MCP-Protocol-Version`.
    public var protocolVersion: [String]
    /// `Mcp-Method`.
    public var method: [String]
    /// `Mcp-Name`.
    public var name: [String]

    public init(protocolVersion: [String] = [], method: [String] = [], name: [String] = []) {
        self.protocolVersion = protocolVersion
        self.method = method
        self.name = name
    }

    /// The revision, when it was named once.
    var version: String? { protocolVersion.count == 1 ? HeaderValue.trim(protocolVersion[0]) : nil }
}
