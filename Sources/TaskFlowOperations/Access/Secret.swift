internal import Crypto
internal import TaskFlowDomain
internal import TaskFlowSchema

/// A random secret of 32 bytes, and its hash, which is all that is kept of it.
package struct Secret: Sendable {
    package let text: String

    /// A new key: `tfl_` and 43 base64url characters.
    package static func key() -> Secret { Secret(text: Credential.keyPrefix + random()) }

    /// A new session or sign-in code: 43 base64url characters.
    package static func token() -> Secret { Secret(text: random()) }

    package var hash: String { Secret.hash(of: text) }

    /// The base64url of a text's SHA-256: 43 characters.
    package static func hash(of text: String) -> String {
        var (hasher, text) = (SHA256(), text)
        text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return hasher.finalize().withUnsafeBytes { Base64URL.encode($0) }
    }

    private static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
