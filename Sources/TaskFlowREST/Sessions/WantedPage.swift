internal import TaskFlowHTTP

/// The page that a person wanted before signing in: a path of this server, with its query, below the path of its public
/// address. Whatever a browser could read as the address of another host is not followed.
package struct WantedPage: Sendable, Equatable {
    /// Longer ones are not remembered, in bytes: they travel in a cookie.
    private static let longest = 2_000

    /// `/tasks/7?tab=timeline`; `/` where nothing else was wanted.
    package let path: String

    /// The board, for whoever wants nothing, another host, or what would lead back to signing in.
    package init(_ wanted: String?) { path = wanted.flatMap { Self.isFollowed($0) ? $0 : nil } ?? "/" }

    private static func isFollowed(_ path: String) -> Bool {
        let bytes = Array(path.utf8)
        guard bytes.first == slash, bytes.count <= longest, bytes.count == 1 || bytes[1] != slash else { return false }
        guard bytes.allSatisfy(isPlain) else { return false }
        let first = path.dropFirst().prefix { !"/?#".contains($0) }
        return !["sign-in", "auth", "api"].contains(first)
    }

    private static let slash = UInt8(ascii: "/")

    /// Printable ASCII without what ends an attribute, and without the backslash, which browsers read as a slash. Control
    /// characters and spaces they leave out. Other characters come percent-encoded.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !#"\"'<>`"#.utf8.contains(byte)
    }
}
