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
