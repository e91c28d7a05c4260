/// Looks once at where the SSO's keys should be, for whoever wants to know whether a server would find them.
package struct KeyProbe: Sendable {
    /// How many keys can be used.
    package let keys: Int
    /// The `Date` of the answer, as it was written.
    package let date: String?

    /// Fetches the key set.
    package static func look(at address: KeyAddress) async throws(KeyFetchFault) -> KeyProbe {
        let answer = try await HTTPKeyFetcher(address: address).fetchDated()
        return KeyProbe(keys: try KeySet(answer.document).count, date: answer.date)
    }
}
