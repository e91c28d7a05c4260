/// The server's answer.
struct APIResponse: Sendable {
    let status: Int
    let body: [UInt8]
    /// The `Link` header.
    var link: String?
    /// The `X-Total-Count` header.
    var total: String?

    var isSuccess: Bool { (200..<300).contains(status) }
}
