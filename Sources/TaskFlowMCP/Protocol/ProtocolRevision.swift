internal import TaskFlowSchema

/// A revision of the Model Context Protocol that this server speaks.
package enum ProtocolRevision: String, Sendable, CaseIterable {
    case march2025 = "2025-03-26"
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    case july2026 = "2026-07-28"

    /// Whether each request describes itself and there is no handshake.
    package var isStateless: Bool { self == .july2026 }

    /// The newest revision that begins with `initialize`.
    static let newestWithHandshake = ProtocolRevision.november2025

    /// The revisions in which each request describes itself, newest first.
    static let stateless = allCases.filter(\.isStateless).reversed().map(\.rawValue)
}

/// The era of the protocol that a request belongs to. The body decides: a request that describes itself is modern, whatever
/// its headers say.
enum Era: Sendable, Equatable {
    /// 2026-07-28: no handshake; each request describes itself.
    case modern
    /// Up to 2025-11-25: the revision is the one the header names, else 2025-03-26, which had no header.
    case legacy(ProtocolRevision)

    /// The era of a request. One that fits neither counts as modern, and is then refused with what it lacks.
    static func of(_ request: RPCRequest, _ headers: RoutingHeaders?) -> Era {
        if request.meta?[Envelope.version] != nil { return .modern }
        let known = headers?.version.flatMap(ProtocolRevision.init)
        if let known, !known.isStateless { return .legacy(known) }
        if request.method == "initialize" || headers?.protocolVersion.isEmpty ?? true { return .legacy(.march2025) }
        return .modern
    }
}
