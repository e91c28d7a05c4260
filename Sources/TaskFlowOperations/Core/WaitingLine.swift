internal import ServiceLifecycle
internal import Synchronization
internal import TaskFlowDomain
package import TaskFlowStorage

/// Those who wait for a better answer, each tenant's in the order in which they came: whoever came first looks first when
/// something has changed, and the others after it, one at a time.
///
/// While somebody waits it takes the engine's hints; else it costs nothing.
package final class WaitingLine: Service {
    /// How many calls of a worker may wait at once.
    package static let placesPerWorker = 100
    /// Hints within this time lead to one look.
    private static let pause = Duration.milliseconds(20)
    /// How often each looks out of turn: dates that come, and pauses that end, leave no trace that a hint would tell of.
    private static let beat = Duration.seconds(5)

    /// Somebody's place in the line.
    final class Place: Sendable {
        let tenant: TenantID
        let worker: WorkerID
        /// The number of each turn to look; 0 for a look out of turn.
        let turns: AsyncStream<Int>
        fileprivate let turn: AsyncStream<Int>.Continuation

        fileprivate init(_ tenant: TenantID, _ worker: WorkerID) {
            (self.tenant, self.worker) = (tenant, worker)
            (turns, turn) = AsyncStream.makeStream()
            // What changed before it stood in the line is seen by a look at once.
            turn.yield(0)
        }
    }

    private struct Line {
        var places: [Place] = []
        /// Who has the turn of the present round.
        var current: Place?
        /// The number of that turn.
        var number = 0
        /// Whether something changed since the round began.
        var isStale = false
        /// Whether the round was begun anew for that already: once, so that those at the end have their turn too.
        var isSecond = false
    }

    private struct State {
        var lines: [TenantID: Line] = [:]
        var isWanted = false
        /// Ends the following when nobody waits any more.
        var stop: AsyncStream<Void>.Continuation?
        var hasEnded = false
    }

    private let database: any Database
    private let state = Mutex(State())
    private let demand: AsyncStream<Void>
    private let demander: AsyncStream<Void>.Continuation

    package init(database: any Database) {
        self.database = database
        (demand, demander) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// How many calls wait.
    package var count: Int { state.withLock { $0.lines.values.reduce(0) { $0 + $1.places.count } } }

    /// Whether somebody has a turn.
    package var isBusy: Bool { state.withLock { $0.lines.values.contains { $0.current != nil } } }

    /// Looks again and again until there is something, in turn with others; `nil` when the time is over, the caller is gone, or
    /// the server stops.
    ///
    /// - Parameter look: `nil` where there is nothing yet.
    /// - Throws: `rate_limited` when too many calls of the worker wait; what `look` throws.
    func wait<Found: Sendable>(
        as actor: Actor, for patience: Duration, _ look: @Sendable () async throws(TaskFlowError) -> Found?
    ) async throws(TaskFlowError) -> Found? {
        let place = try enter(actor)
        defer { leave(place) }
        let end = ContinuousClock.now + patience
        let outcome = await withTaskGroup(of: Void.self) { group -> Result<Found?, TaskFlowError> in
            group.addTask { await Self.beat(place, until: end) }
            defer { group.cancelAll() }
            for await turn in place.turns {
                do throws(TaskFlowError) {
                    if let found = try await look() { return .success(found) }
                } catch { return .failure(error) }
                pass(place, turn)
            }
            return .success(nil)
        }
        return try outcome.get()
    }

    private static func beat(_ place: Place, until end: ContinuousClock.Instant) async {
        while .now < end {
            let next = min(end, .now + beat)
            guard (try? await Task.sleep(until: next, clock: .continuous)) != nil else { return }
            if next < end { place.turn.yield(0) }
        }
        place.turn.finish()
    }

    /// Follows the database while somebody waits, until the server stops. Whoever waits then is answered at once.
    package func run() async {
        for await _ in demand.cancelOnGracefulShutdown() { await follow() }
        end()
    }

    private func follow() async {
        let (stops, stop) = AsyncStream<Void>.makeStream()
        let isWanted = state.withLock { state in
            state.stop = stop
            return state.isWanted
        }
        guard isWanted else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.giveTurns() }
            group.addTask { for await _ in stops.cancelOnGracefulShutdown() { return } }
            await group.next()
            group.cancelAll()
        }
    }

    private func giveTurns() async {
        for await _ in database.changeHints() {
            beginRounds()
            guard (try? await Task.sleep(for: Self.pause)) != nil else { return }
        }
    }
}

extension WaitingLine {
    private func enter(_ actor: Actor) throws(TaskFlowError) -> Place {
        let place = Place(actor.tenant, actor.workerID)
        let isIn = state.withLock { state in
            let places = state.lines[place.tenant, default: Line()].places
            if places.count(where: { $0.worker == place.worker }) >= Self.placesPerWorker { return false }
            if state.hasEnded { place.turn.finish() }
            state.lines[place.tenant, default: Line()].places.append(place)
            noteDemand(&state)
            return true
        }
        guard isIn else {
            var error = TaskFlowError(
                .rateLimited, "\(Self.placesPerWorker) calls of yours wait already: let one end first")
            error.retryAfter = 1
            throw error
        }
        return place
    }

    private func leave(_ place: Place) {
        state.withLock { state in
            let line = state.lines[place.tenant]
            guard let line, let index = line.places.firstIndex(where: { $0 === place }) else { return }
            state.lines[place.tenant]?.places.remove(at: index)
            if line.current === place { turn(to: index, &state, place.tenant) }
            if state.lines[place.tenant]?.places.isEmpty == true { state.lines[place.tenant] = nil }
            noteDemand(&state)
        }
    }

    private func noteDemand(_ state: inout State) {
        let isWanted = !state.lines.isEmpty
        guard isWanted != state.isWanted else { return }
        state.isWanted = isWanted
        if isWanted { demander.yield() } else { state.stop?.yield() }
    }

    private func beginRounds() {
        state.withLock { state in
            for tenant in state.lines.keys {
                guard let line = state.lines[tenant] else { continue }
                if line.current == nil {
                    give(line.places.first, &state, tenant)
                } else {
                    state.lines[tenant]?.isStale = true
                }
            }
        }
    }

    /// Hands the turn on to whoever came next, where it is this place's.
    ///
    /// - Parameter turn: The turn that was looked in.
    private func pass(_ place: Place, _ turn: Int) {
        state.withLock { state in
            guard let line = state.lines[place.tenant], line.current === place, turn == line.number,
                let index = line.places.firstIndex(where: { $0 === place })
            else { return }
            self.turn(to: index + 1, &state, place.tenant)
        }
    }

    /// Gives the turn to a place in the line; behind the last one the round is over. Whoever came first looks first at what is
    /// new.
    private func turn(to index: Int, _ state: inout State, _ tenant: TenantID) {
        guard let line = state.lines[tenant] else { return }
        let isOver = index >= line.places.count
        let isAnew = line.isStale && (isOver || !line.isSecond)
        if isAnew { state.lines[tenant]?.isStale = false }
        state.lines[tenant]?.isSecond = !isOver && (line.isSecond || isAnew)
        give(isAnew ? line.places.first : isOver ? nil : line.places[index], &state, tenant)
    }

    private func give(_ place: Place?, _ state: inout State, _ tenant: TenantID) {
        state.lines[tenant]?.current = place
        state.lines[tenant]?.number += 1
        if let place, let number = state.lines[tenant]?.number { place.turn.yield(number) }
    }

    private func end() {
        state.withLock { state in
            state.hasEnded = true
            for line in state.lines.values { for place in line.places { place.turn.finish() } }
        }
    }
}
