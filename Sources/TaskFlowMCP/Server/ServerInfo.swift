internal import TaskFlowSchema

/// What the server says of itself.
struct ServerInfo: Sendable {
    let version: String

    var json: JSON { ["name": "taskflow", "title": "TaskFlow", "version": .string(version)] }

    /// What it offers. Before 2026-07-28 there is no stream of its own for notices, so none are promised.
    static func capabilities(in era: Era) -> JSON {
        let tellsOfChanges = era == .modern
        return [
            "tools": ["listChanged": false],
            "resources": ["subscribe": .bool(tellsOfChanges), "listChanged": .bool(tellsOfChanges)],
            "prompts": ["listChanged": false],
            "completions": [:],
        ]
    }

    /// `server/discover`: the revisions of which each request describes itself; the others are had by `initialize`.
    var discovery: MethodResult {
        let versions = ProtocolRevision.stateless.map { JSON.string($0) }
        return MethodResult(
            [
                "supportedVersions": .array(versions), "capabilities": Self.capabilities(in: .modern),
                "instructions": .string(Instructions.text),
            ], caching: .program)
    }

    /// `initialize`: the revision asked for when it is spoken, else the newest that has a handshake. There is no session.
    func initialization(_ params: JSONObject) throws(MCPFailure) -> MethodResult {
        guard let asked = params["protocolVersion"]?.stringValue else {
            throw .invalidParams("protocolVersion must be a string")
        }
        let known = ProtocolRevision(rawValue: asked).flatMap { $0.isStateless ? nil : $0 }
        let revision = known ?? .newestWithHandshake
        return MethodResult([
            "protocolVersion": .string(revision.rawValue),
            "capabilities": Self.capabilities(in: .legacy(revision)), "serverInfo": json,
            "instructions": .string(Instructions.text),
        ])
    }
}
