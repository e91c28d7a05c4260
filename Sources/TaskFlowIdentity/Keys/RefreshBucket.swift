/// How often a strange key id may have the keys fetched: whoever sends tokens chooses it, so the limit is one for all.
struct RefreshBucket {
    private static let burst = 3
    private static let interval = Duration.seconds(10)

    private var tokens = burst
    /// When the next token is added, while some are missing.
    private var nextToken = Duration.zero

    /// Takes a token when there is one.
    mutating func take(at now: Duration) -> Bool {
        refill(now)
        guard tokens > 0 else { return false }
        if tokens == Self.burst { nextToken = now + Self.interval }
        tokens -= 1
        return true
    }

    /// When there will be a token.
    mutating func nextAvailable(after now: Duration) -> Duration {
        refill(now)
        return tokens > 0 ? now : nextToken
    }

    private mutating func refill(_ now: Duration) {
        while tokens < Self.burst, now >= nextToken {
            tokens += 1
            nextToken += Self.interval
        }
    }
}
