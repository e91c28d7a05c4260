/// Decides which keys are believed and when they are fetched; it neither waits nor fetches, so it is tested without a
/// network. Instants are durations since any fixed point.
struct KeySetMachine {
    /// After so long keys are fetched anew, while the known ones serve on.
    static let softLifetime = Duration.seconds(600)
    /// After so long without a good answer known keys are believed no more.
    static let hardLifetime = Duration.seconds(24 * 3600)
    /// The longest pause between two attempts that fail, before jitter.
    static let longestPause = Duration.seconds(6)

    /// What is to be done about a token's key.
    enum Answer {
        case known(VerificationKey, generation: Int)
        /// The SSO does not have it.
        case unknown
        /// Ask again, with ``KeySetMachine/begun`` as it was, when the fetch has ended.
        case wait
        /// It cannot be known now, but perhaps after so many seconds.
        case unavailable(retryAfter: Int)
    }

    /// Grows when keys come, go or change: what was proved with an earlier set is to be proved anew.
    private(set) var generation = 1
    /// How many fetches have begun.
    private(set) var begun = 0

    private var keys: KeySet?
    private var fetchedAt = Duration.zero
    private var isRequested = false
    private var isFetching = false
    private var lastGood = 0
    private var failures = 0
    private var nextAttempt = Duration.zero
    private var bucket = RefreshBucket()
    private var unknown = UnknownKeyIDs()

    /// Whether there are keys to verify with.
    var isReady: Bool { keys != nil }

    /// Whether a fetch is under way or about to be.
    var isPending: Bool { isRequested || isFetching || begun == 0 }

    /// - Parameter since: What ``begun`` was when this was first asked; `nil` the first time.
    mutating func lookUp(_ keyID: [UInt8], since: Int?, at now: Duration) -> Answer {
        guard let keys else { return cold(since, now) }
        if let key = keys[keyID] { return .known(key, generation: generation) }
        if let since, lastGood > since { unknown.insert(keyID, at: now) }
        if unknown.contains(keyID, at: now) { return .unknown }
        // The fetch that was waited for has failed: a strange id is not refused for that.
        if since != nil, lastGood < begun, !isFetching { return unavailable(until: nextAttempt, now) }
        if isPending { return .wait }
        guard bucket.take(at: now) else { return unavailable(until: bucket.nextAvailable(after: now), now) }
        isRequested = true
        return .wait
    }

    /// A key that is there already; nothing is fetched for it.
    func known(_ keyID: [UInt8], at now: Duration) -> Answer {
        guard let keys else { return unavailable(until: nextAttempt, now) }
        return keys[keyID].map { .known($0, generation: generation) } ?? .unknown
    }

    private func cold(_ since: Int?, _ now: Duration) -> Answer {
        isPending && since == nil ? .wait : unavailable(until: nextAttempt, now)
    }

    private func unavailable(until instant: Duration, _ now: Duration) -> Answer {
        .unavailable(retryAfter: max(1, Int((instant - now).components.seconds) + 1))
    }

    /// Whether a fetch should begin now. Keys that are too old are let go.
    mutating func isDue(at now: Duration) -> Bool {
        if keys != nil, now >= fetchedAt + Self.hardLifetime {
            keys = nil
            generation += 1
        }
        return !isFetching && (isRequested || now >= nextAttempt)
    }

    mutating func fetchBegan() {
        isRequested = false
        isFetching = true
        begun += 1
    }

    mutating func fetchSucceeded(_ new: KeySet, at now: Duration) {
        if keys?.hasSameKeys(as: new) != true { generation += 1 }
        keys = new
        (isFetching, failures, lastGood) = (false, 0, begun)
        fetchedAt = now
        nextAttempt = now + Self.softLifetime
        unknown.removeAll()
    }

    /// - Parameter jitter: 0 to 1, by chance, so that servers do not all come at once.
    mutating func fetchFailed(jitter: Double, at now: Duration) {
        isFetching = false
        let pause = min(Self.longestPause, .seconds(1 << min(failures, 8)))
        failures += 1
        nextAttempt = now + pause * (0.75 + 0.5 * jitter)
    }
}

/// Key ids that the SSO was lately asked about and does not have.
struct UnknownKeyIDs {
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
