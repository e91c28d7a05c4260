/// A request as it goes over the wire, but for the server's address and the credential.
struct APIRequest: Equatable, Sendable {
    var method: String
    /// Path and query, percent-encoded.
    var target: String
    var headers: [Header] = []
    var body: [UInt8]?

    struct Header: Equatable, Sendable {
        let name: String
        let value: String
    }
}
