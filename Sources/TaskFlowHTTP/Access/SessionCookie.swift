internal import TaskFlowOperations

/// The cookie a browser's session is kept in.
struct SessionCookie: Sendable {
    private let name: String
    private let attributes: String

    init(_ address: PublicAddress) {
        // The prefix makes browsers refuse the cookie from a neighbouring host or from plain http.
        name = address.isSecure ? "__Host-taskflow_session" : "taskflow_session"
        attributes = "; Path=/; HttpOnly; SameSite=Strict" + (address.isSecure ? "; Secure" : "")
    }

    /// The cookie's value in a request, when it has one.
    func value(in head: RequestHead) -> String? {
        for line in head.cookies {
            for pair in line.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                guard pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" else { continue }
                let value = pair.dropFirst(name.count + 1)
                if !value.isEmpty { return String(value) }
            }
        }
        return nil
    }

    /// `Set-Cookie` for a new session.
    func setting(_ session: OpenedSession) -> String {
        "\(name)=\(session.secret); Max-Age=\(session.cookieSeconds)\(attributes)"
    }

    /// `Set-Cookie` that takes the cookie away.
    var clearing: String { "\(name)=; Max-Age=0\(attributes)" }
}
