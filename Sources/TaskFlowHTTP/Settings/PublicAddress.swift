/// The address callers know the server by, taken apart.
package struct PublicAddress: Sendable {
    /// The scheme and authority as browsers write an origin: lower case, no default port.
    let origin: String
    /// The host alone, lower case, an IPv6 address in its brackets.
    let host: String
    /// The path before the server's own paths, without a slash at its end; mostly empty.
    package let prefix: String
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
        prefix = String(path)
        isSecure = scheme == "https"
    }

    /// The absolute URL of one of the server's paths.
    package func url(of path: String) -> String { origin + prefix + path }

    /// The host in an authority, without its port.
    static func host(of authority: some StringProtocol) -> String {
        if authority.first == "[" { return String(authority.prefix { $0 != "]" }).lowercased() + "]" }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }

    private static func origin(_ scheme: String, _ authority: String) -> String {
        let defaultPort = scheme == "https" ? ":443" : ":80"
        let authority = authority.hasSuffix(defaultPort) ? String(authority.dropLast(defaultPort.count)) : authority
        return "\(scheme)://\(authority)"
    }
}
