import TaskFlowMCP
import TaskFlowSchema

/// A revision of the protocol, and how its clients send requests over HTTP.
enum TestEra: String, CaseIterable, Sendable {
    case modern = "2026-07-28"
    case november2025 = "2025-11-25"
    case june2025 = "2025-06-18"
    /// Its clients send no header.
    case march2025 = "2025-03-26"

    static let meta: JSONObject = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": [:],
        "io.modelcontextprotocol/clientInfo": ["name": "tests", "version": "1"],
    ]

    func request(_ method: String, _ params: JSONObject = [:], id: JSON = 1) -> JSON {
        var params = params
        if self == .modern, params["_meta"] == nil { params["_meta"] = .object(Self.meta) }
        return ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
    }

    func headers(_ method: String, _ params: JSONObject = [:]) -> RoutingHeaders {
        if self == .march2025 { return RoutingHeaders() }
        guard self == .modern else { return RoutingHeaders(protocolVersion: [rawValue]) }
        let name = (params["name"] ?? params["uri"])?.stringValue
        return RoutingHeaders(protocolVersion: [rawValue], method: [method], name: name.map { [$0] } ?? [])
    }
}
