/// What this process has found out about one log.
struct LogKnowledge: Sendable {
    /// An end that was found, and a moment at which every row up to it was visible.
    struct End: Sendable {
        let position: Int
        let since: ContinuousClock.Instant
    }

    /// Numbers that were drawn by some moment, and those who may have been writing then.
    struct Watch: Sendable {
        /// All numbers up to this one had been drawn when its writers were listed.
        let limit: Int
        /// By virtual transaction id, which no transaction has a second time.
        let writers: Set<String>
        /// A moment by which all of them had ended: a transaction that begins later sees every row up to the limit that
        /// will ever be.
        var clearedAt: ContinuousClock.Instant?
    }

    /// How many ends are kept: those of half a minute.
    private static let limit = 64
    private static let spacing = Duration.milliseconds(500)

    /// The newest last, half a second apart or more: a transaction that began before the newest was found uses an older one.
    private var ends: [End] = []
    private(set) var watch: Watch?

    /// The newest end that a transaction which began at that moment sees whole.
    func end(begun: ContinuousClock.Instant) -> Int {
        let end = ends.last { $0.since < begun }?.position ?? 0
        guard let watch, let cleared = watch.clearedAt, cleared < begun else { return end }
        return max(end, watch.limit)
    }

    mutating func add(_ end: End) {
        guard end.position >= ends.last?.position ?? 0 else { return }
        if ends.count > 1, end.since - ends[ends.count - 2].since < Self.spacing { ends.removeLast() }
        ends.append(end)
        if ends.count > Self.limit { ends.removeFirst() }
    }

    /// Looks at those who write now: who of a watch is among them no more has ended.
    ///
    /// - Parameters:
    ///   - newest: The largest number that the caller's snapshot has; whoever drew a smaller one and has not ended is among
    ///     the writers.
    ///   - end: The end that is known: a watch that goes no further has served.
    mutating func look(at writers: Set<String>, newest: Int, beyond end: Int) {
        var watch = self.watch.flatMap { $0.limit > end ? $0 : nil } ?? Watch(limit: newest, writers: writers)
        if watch.clearedAt == nil, watch.writers.isDisjoint(with: writers) { watch.clearedAt = .now }
        self.watch = watch
    }

    /// Takes what another search has found.
    mutating func merge(_ other: LogKnowledge) {
        if let end = other.ends.last { add(end) }
        guard let theirs = other.watch else { return }
        // One that is cleared says more; else the older one, or under steady writing none would ever be cleared.
        guard let mine = watch, mine.limit > ends.last?.position ?? 0 else { return watch = theirs }
        if mine.clearedAt == nil ? theirs.clearedAt != nil : theirs.clearedAt != nil && theirs.limit > mine.limit {
            watch = theirs
        }
    }
}
