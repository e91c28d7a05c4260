internal import Foundation

/// Where the SSO publishes its keys.
package struct KeySetAddress: Sendable, Equatable {
    package let url: String

    /// `nil` unless it is `https:`, or `http:` on this machine: whoever can change the answer on its way could sign in as
    /// anyone.
    package init?(_ url: String) {
        guard let parts = URLComponents(string: url), let host = parts.host?.lowercased(), !host.isEmpty else {
            return nil
        }
        guard parts.scheme == "https" || (parts.scheme == "http" && Self.isThisMachine(host)) else { return nil }
        self.url = url
    }

    private static func isThisMachine(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }
}

/// Looks once at where the SSO's keys should be, for whoever wants to know whether a server would find them.
package struct KeySetProbe: Sendable {
    /// How many keys can be used.
    package let keys: Int
    /// The `Date` of the answer, as it was written.
    package let date: String?

    /// Fetches the key set.
    package static func look(at address: KeySetAddress) async throws(KeySetFault) -> KeySetProbe {
        let answer = try await HTTPKeySetFetcher(address: address).fetchDated()
        return KeySetProbe(keys: try KeySet(answer.document).count, date: answer.date)
    }
}
