internal import Crypto
internal import TaskFlowSchema

/// A sign-in that a browser began and has not ended: what the browser keeps of it while the person is at the SSO.
///
/// It is neither encrypted nor signed. Whoever can read the cookie is the browser that began, and every part of it is good
/// for this one sign-in alone. Whoever could set a false one in somebody's browser could as well set one that this server
/// made, for anybody may begin a sign-in: against that stands the cookie's `__Host-` name, not a signature. So any server of
/// several can end what another began, and there is no key to keep.
package struct PendingSignIn: Sendable, Equatable {
    /// How long a person has at the SSO, in seconds.
    package static let lifetime = 600
    /// Longer texts are refused unread, in bytes.
    private static let longest = 3_500

    /// Comes back with the SSO's answer, which so belongs to this browser (RFC 6749 section 10.12).
    let state: String
    /// Proves to the SSO that who brings the code is who asked for it (RFC 7636).
    let verifier: String
    /// Comes back in the token, which so belongs to this sign-in (OpenID Connect Core section 3.1.2.1).
    let nonce: String
    /// When it began.
    let begun: Timestamp
    /// The page that was wanted: as it was given, and to be judged anew.
    package let wanted: String

    /// A new one.
    init(wanted: String, at now: Timestamp) {
        (state, verifier, nonce) = (Self.secret(), Self.secret(), Self.secret())
        (begun, self.wanted) = (now, wanted)
    }

    /// What a browser sent; `nil` for what is no such text.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0..<3].allSatisfy({ $0.utf8.count == 43 && Base64URL.decode($0) != nil }),
            let seconds = Int(parts[3]), (0...253_402_300_799).contains(seconds),
            let wanted = Base64URL.decode(parts[4]).flatMap({ String(validating: $0, as: UTF8.self) })
        else { return nil }
        (state, verifier, nonce) = (String(parts[0]), String(parts[1]), String(parts[2]))
        begun = Timestamp(milliseconds: seconds * 1000)
        self.wanted = wanted
    }

    /// For the browser to keep: characters that a cookie may have.
    package var text: String {
        let wanted = Base64URL.encode(Array(wanted.utf8))
        return [state, verifier, nonce, "\(begun.milliseconds / 1000)", wanted].joined(separator: ".")
    }

    /// What the SSO is told of the verifier before: its SHA-256 (RFC 7636 section 4.2).
    var challenge: String { SHA256.hash(data: Array(verifier.utf8)).withUnsafeBytes { Base64URL.encode($0) } }

    /// Whether it is young enough still. Servers' clocks may be a minute apart.
    func isAlive(at now: Timestamp) -> Bool {
        begun <= now.adding(seconds: 60) && now < begun.adding(seconds: Self.lifetime)
    }

    private static func secret() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
