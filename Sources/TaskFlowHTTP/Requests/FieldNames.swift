internal import HTTPTypes

extension HTTPField.Name {
    static let clientName = known("X-TaskFlow-Client")
    static let link = known("Link")
    static let mcpMethod = known("Mcp-Method")
    static let mcpName = known("Mcp-Name")
    static let mcpProtocolVersion = known("MCP-Protocol-Version")
    static let rateLimit = known("RateLimit")
    static let rateLimitPolicy = known("RateLimit-Policy")
    static let referrerPolicy = known("Referrer-Policy")
    static let requestID = known("X-Request-ID")
    static let totalCount = known("X-Total-Count")
    static let xAccelBuffering = known("X-Accel-Buffering")
    static let xFrameOptions = known("X-Frame-Options")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not a field name: \(name)") }
        return name
    }
}
