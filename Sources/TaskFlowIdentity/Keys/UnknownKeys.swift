/// Key ids that the SSO was lately asked about and does not have.
struct UnknownKeys {
    private static let lifetime = Duration.seconds(45)
    private static let limit = 1_000

    private var expiries: [[UInt8]: Duration] = [:]

    func contains(_ keyID: [UInt8], at now: Duration) -> Bool { expiries[keyID].map { now < $0 } ?? false }

    /// Notes an id; when there are too many, those that ran out go first, and what does not fit is not noted.
    mutating func insert(_ keyID: [UInt8], at now: Duration) {
        if expiries.count >= Self.limit { expiries = expiries.filter { now < $0.value } }
        if expiries.count < Self.limit { expiries[keyID] = now + Self.lifetime }
    }

    mutating func removeAll() { expiries = [:] }
}
