/// A cookie that the server alone reads.
package struct BrowserCookie: Sendable {
    /// From where a browser sends it along.
    enum Reach: String {
        /// With what the server's own pages ask for.
        case strict = "Strict"
        /// Also where a page elsewhere sends the browser to the server.
        case lax = "Lax"
    }

    private let name: String
    private let attributes: String

    /// - Parameter name: Its name at an https address. Elsewhere the port stands behind it, for cookies do not tell ports apart.
    init(_ address: PublicAddress, name: String, reach: Reach) {
        // The prefix makes browsers refuse the cookie from a neighbouring host or from plain http.
        self.name = address.isSecure ? "__Host-\(name)" : "\(name)_\(address.port)"
        attributes = "; Path=/; HttpOnly; SameSite=\(reach.rawValue)" + (address.isSecure ? "; Secure" : "")
    }

    /// How many cookies of the name are looked at: browsers send those of other ports and paths of a host too.
    static let limit = 32

    /// The values of the cookies of the name in a request, each once, in order.
    package func values(in head: RequestHead) -> [String] {
        var values: [String] = []
        for line in head.cookies {
            for pair in line.split(separator: ";") where values.count < Self.limit {
                guard let value = value(of: pair), !values.contains(value) else { continue }
                values.append(value)
            }
        }
        return values
    }

    private func value(of pair: Substring) -> String? {
        let pair = pair.drop { $0 == " " }
        guard pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" else { return nil }
        let value = pair.dropFirst(name.count + 1)
        return value.isEmpty ? nil : String(value)
    }

    /// `Set-Cookie` for a new value.
    /// - Parameters:
    ///   - secret: What the cookie carries: characters that cookies may have, and no `;`.
    ///   - seconds: How long the browser keeps it.
    package func setting(_ secret: String, seconds: Int) -> String {
        "\(name)=\(secret); Max-Age=\(seconds)\(attributes)"
    }

    /// `Set-Cookie` that takes the cookie away.
    package var clearing: String { "\(name)=; Max-Age=0\(attributes)" }
}
