/// Which rows of the audit log have been told: each once, and none left out.
///
/// PostgreSQL gives a row its number before it commits, so that row 12 may be there while row 11 is still to come, or
/// never comes because its transaction failed. A number that was passed over is looked for again, for a bounded time. It
/// touches nothing: what it is given are numbers and moments.
struct ChangeTracker: Equatable {
    /// How long a missing row is looked for. A transaction takes its row's number in its last moment.
    static let patience: Duration = .seconds(60)
    /// How many missing rows are remembered, the newest.
    static let memory = 1_000

    /// The largest number seen.
    private(set) var position: Int
    private var gaps: [Int: ContinuousClock.Instant] = [:]

    /// - Parameter newest: the newest numbers of the log, ``memory`` of them or all there are, in any order.
    init(newest: [Int], at now: ContinuousClock.Instant) {
        position = newest.max() ?? 0
        guard position > 0 else { return }
        let present = Set(newest)
        for id in max(1, position - Self.memory + 1)...position where !present.contains(id) { gaps[id] = now }
    }

    /// The numbers that were passed over and may still come.
    var missing: [Int] { gaps.keys.sorted() }

    /// Takes the numbers that a look at the log found; answers those not told before, in order.
    mutating func take(_ found: [Int], at now: ContinuousClock.Instant) -> [Int] {
        let news = found.sorted().filter { id in isNews(id, now) }
        forget(at: now)
        return news
    }

    private mutating func isNews(_ id: Int, _ now: ContinuousClock.Instant) -> Bool {
        guard id > position else { return gaps.removeValue(forKey: id) != nil }
        for passed in max(position + 1, id - Self.memory)..<id { gaps[passed] = now }
        position = id
        return true
    }

    private mutating func forget(at now: ContinuousClock.Instant) {
        if gaps.isEmpty { return }
        gaps = gaps.filter { $0.value + Self.patience > now }
        for id in missing.dropLast(Self.memory) { gaps[id] = nil }
    }
}
