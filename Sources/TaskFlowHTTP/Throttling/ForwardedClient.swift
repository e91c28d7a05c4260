/// Tells who a request is from when it may have come through proxies.
struct ForwardedClient: Sendable {
    /// The proxies whose `X-Forwarded-For` is believed.
    let proxies: [AddressRange]

    /// The client: the peer, unless it is a trusted proxy; then whom that proxy names, and so on, from the right.
    ///
    /// Each trusted proxy vouches for the one entry that it added. What is no address ends the walk at whoever wrote it, for
    /// what stands left of it may have been made up by the client.
    func address(peer: String?, forwardedFor: String?) -> IPAddress? {
        guard var client = peer.flatMap(IPAddress.init) else { return nil }
        guard let forwardedFor else { return client }
        for entry in forwardedFor.split(separator: ",", omittingEmptySubsequences: false).reversed() {
            guard proxies.contains(where: { $0.contains(client) }), let next = Self.address(entry) else { break }
            client = next
        }
        return client
    }

    // Some proxies add the port, and brackets with it.
    private static func address(_ entry: Substring) -> IPAddress? {
        let text = entry.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
        if text.first == "[" { return IPAddress(String(text.dropFirst().prefix { $0 != "]" })) }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        return IPAddress(String(colons == 1 ? text.prefix { $0 != ":" } : text))
    }
}
