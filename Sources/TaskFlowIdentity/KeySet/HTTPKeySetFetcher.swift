/// Fetches over HTTP: no redirects, no proxy, at most 256 KiB and 3 seconds. Cache headers of the answer are not heeded.
struct HTTPKeySetFetcher: KeySetFetcher {
    let address: KeySetAddress
    var limit = Duration.seconds(3)

    func fetch() async throws(KeySetFault) -> [UInt8] { try await fetchDated().document }

    /// The key set, and the time that the SSO's `Date` tells.
    func fetchDated() async throws(KeySetFault) -> DatedKeySet {
        let reply = try await SSOExchange(limit: limit).get(address.url)
        guard reply.status == 200 else { throw .status(reply.status) }
        return DatedKeySet(document: reply.body, date: reply.date)
    }
}

/// An answer of the SSO with its `Date`, as it was written.
struct DatedKeySet: Sendable {
    let document: [UInt8]
    let date: String?
}

/// Why an answer of the SSO is not taken for its key set; the set that was known stays.
package enum KeySetFault: Error, Sendable, Equatable, CustomStringConvertible {
    case unreachable(String)
    case status(Int)
    case tooLarge
    case timeout
    case notAKeySet
    case noUsableKey

    /// The end of a sentence that begins with the key set.
    package var description: String {
        switch self {
        case .unreachable(let reason): "cannot be reached (\(reason))"
        case .status(let code): "answered \(code)"
        case .tooLarge: "answered more than 256 KiB"
        case .timeout: "gave no whole answer within 3 seconds"
        case .notAKeySet: "answered something that is not a JSON Web Key Set"
        case .noUsableKey: "has no key that can be used"
        }
    }
}
