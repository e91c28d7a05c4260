internal import TaskFlowSchema

/// Which half of the protocol a request belongs to. The body decides: a request that describes itself is modern, whatever
/// its headers say.
enum Era: Sendable, Equatable {
    /// 2026-07-28: no handshake, each request describes itself.
    case modern
    /// Up to 2025-11-25: the revision is the one the header names, else 2025-03-26, which had no header.
    case legacy(ProtocolRevision)

    /// Where a request belongs. One that belongs nowhere goes the modern way, where it is told what it lacks.
    static func of(_ request: RPCRequest, _ headers: RoutingHeaders?) -> Era {
        if request.meta?[Envelope.version] != nil { return .modern }
        let known = headers?.version.flatMap(ProtocolRevision.init)
        if let known, !known.isStateless { return .legacy(known) }
        if request.method == "initialize" || headers?.protocolVersion.isEmpty ?? true { return .legacy(.march2025) }
        return .modern
    }
}
