internal import NIOCore

/// The address callers know the server by, taken apart.
package struct PublicAddress: Sendable {
    /// The scheme and authority as browsers write an origin: lower case, no default port.
    let origin: String
    /// The host alone, lower case, an IPv6 address in its brackets.
    let host: String
    /// The port that callers see; 0 where it is not chosen yet.
    let port: Int
    /// The path before the server's own paths, without a slash at its end; mostly empty.
    package let prefix: String
    private let base: String
    let isSecure: Bool

    package init(_ url: String) {
        let parts = url.split(separator: "://", maxSplits: 1)
        let scheme = parts.count == 2 ? parts[0].lowercased() : "http"
        let rest = parts.last ?? ""
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        var path = rest.dropFirst(authority.count).prefix { $0 != "?" && $0 != "#" }
        while path.last == "/" { path.removeLast() }
        origin = Self.origin(scheme, authority.lowercased())
        host = Self.host(of: authority)
        port = Self.port(of: authority) ?? (scheme == "https" ? 443 : 80)
        prefix = String(path)
        base = origin + prefix
        isSecure = scheme == "https"
    }

    /// The absolute URL of one of the server's paths.
    package func url(of path: String) -> String { base + path }

    /// The address that links are made of, without a slash at its end: with the port that was taken, where none was chosen.
    package func base(for call: Call) -> String {
        guard port == 0, origin.hasSuffix(":0"), let taken = call.channel.localAddress?.port else { return base }
        return origin.dropLast() + "\(taken)" + prefix
    }

    /// The host in an authority, without its port.
    static func host(of authority: some StringProtocol) -> String {
        if authority.first == "[" { return String(authority.prefix { $0 != "]" }).lowercased() + "]" }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }

    private static func port(of authority: Substring) -> Int? {
        let rest = authority.first == "[" ? authority.drop { $0 != "]" } : authority
        return rest.lastIndex(of: ":").flatMap { Int(rest[rest.index(after: $0)...]) }
    }

    private static func origin(_ scheme: String, _ authority: String) -> String {
        let defaultPort = scheme == "https" ? ":443" : ":80"
        let authority = authority.hasSuffix(defaultPort) ? String(authority.dropLast(defaultPort.count)) : authority
        return "\(scheme)://\(authority)"
    }
}
