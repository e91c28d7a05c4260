internal import Foundation

/// The address of a server: scheme, host, port and perhaps a path before `/api`.
struct ServerAddress: Equatable, Sendable {
    static let standard = "http://127.0.0.1:8000"

    /// Without a slash at the end.
    let text: String
    /// Scheme, host and port, in the form that compares.
    let origin: String
    /// What follows the authority; mostly empty.
    let path: String
    let isLoopback: Bool
    private let port: Int
    /// Whether what is sent there can be read by no one else: https, or this machine.
    let mayCarrySecrets: Bool

    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), !host.isEmpty, scheme == "http" || scheme == "https",
            parts.query == nil, parts.fragment == nil, parts.user == nil
        else { return nil }
        self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
        path = parts.percentEncodedPath == "/" ? "" : parts.percentEncodedPath
        port = parts.port ?? (scheme == "https" ? 443 : 80)
        origin = "\(scheme)://\(host):\(port)"
        let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        isLoopback = bare == "localhost" || bare == "::1" || bare.hasPrefix("127.") && bare.allSatisfy(Self.isIPv4)
        mayCarrySecrets = scheme == "https" || isLoopback
    }

    /// Whether a key made for the other address may be sent here: a stored key never leaves for another machine.
    func accepts(keyOf other: ServerAddress) -> Bool { origin == other.origin || (isLoopback && other.isLoopback) }

    /// Whether it is the same server, perhaps by another of this machine's own names.
    func isSame(as other: ServerAddress) -> Bool {
        origin == other.origin || (isLoopback && other.isLoopback && port == other.port)
    }

    private static func isIPv4(_ character: Character) -> Bool {
        character == "." || ("0"..."9").contains(character)
    }
}
