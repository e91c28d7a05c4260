/// The `Origin` of a web page: scheme and authority, and nothing else. `null`, `file://…` and whatever a page cannot have are
/// none.
struct WebOrigin {
    /// The host, lower case, an IPv6 address in its brackets.
    let host: String

    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://"), ["http", "https"].contains(text[..<mark.lowerBound]),
            let authority = Authority(text[mark.upperBound...])
        else { return nil }
        host = authority.host.lowercased()
    }
}
