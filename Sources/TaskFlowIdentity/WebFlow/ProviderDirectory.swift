internal import Synchronization

/// Knows what the SSO says of itself. It asks when somebody signs in and what is known is ten minutes old; one asks for all
/// who wait. While the SSO is away, what was known stays good for a day.
package final class ProviderDirectory: Sendable {
    private static let softLifetime = Duration.seconds(600)
    private static let hardLifetime = Duration.seconds(24 * 3600)
    /// After a failure nobody asks for so long.
    private static let pause = Duration.seconds(5)

    private enum Step {
        case known(ProviderMetadata)
        case failed(WebFlowFault)
        case ask, wait
    }

    private struct State {
        var known: (metadata: ProviderMetadata, at: ContinuousClock.Instant)?
        var failure: (fault: WebFlowFault, at: ContinuousClock.Instant)?
        var isAsking = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let places: [String]
    private let issuers: [String]
    private let state = Mutex(State())

    /// - Parameters:
    ///   - places: Where the discovery document may be, the likeliest first: https, or on this machine.
    ///   - issuers: Those that are believed.
    package init(places: [String], issuers: [String]) { (self.places, self.issuers) = (places, issuers) }

    func metadata() async throws(WebFlowFault) -> ProviderMetadata {
        while true {
            switch state.withLock({ Self.step(&$0, at: .now) }) {
            case .known(let metadata): return metadata
            case .failed(let fault): throw fault
            case .ask: await ask()
            case .wait: await askEnded()
            }
        }
    }

    private static func step(_ state: inout State, at now: ContinuousClock.Instant) -> Step {
        let age = state.known.map { now - $0.at }
        if let known = state.known, let age, age < softLifetime { return .known(known.metadata) }
        if let failure = state.failure, now - failure.at < pause {
            if let known = state.known, let age, age < hardLifetime { return .known(known.metadata) }
            return .failed(failure.fault)
        }
        if state.isAsking { return .wait }
        state.isAsking = true
        return .ask
    }

    private func ask() async {
        let result = await fetched()
        let waiting = state.withLock { state in
            switch result {
            case .success(let metadata): (state.known, state.failure) = ((metadata, .now), nil)
            case .failure(let fault): state.failure = (fault, .now)
            }
            state.isAsking = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for call in waiting { call.resume() }
    }

    private func askEnded() async {
        await withCheckedContinuation { continuation in
            let isAdmitted = state.withLock { state in
                // It may have ended since.
                if state.isAsking { state.waiting.append(continuation) }
                return state.isAsking
            }
            if !isAdmitted { continuation.resume() }
        }
    }

    /// The first good document; else why the likeliest place had none.
    private func fetched() async -> Result<ProviderMetadata, WebFlowFault> {
        var first: WebFlowFault?
        for place in places {
            do throws(WebFlowFault) { return .success(try await document(at: place)) } catch { first = first ?? error }
        }
        return .failure(first ?? .setup("there is no SSO to ask"))
    }

    private func document(at place: String) async throws(WebFlowFault) -> ProviderMetadata {
        guard KeySetAddress(place) != nil else { throw .setup("the SSO's address is not protected") }
        let reply: SSOReply
        do throws(KeySetFault) { reply = try await SSOExchange().get(place) } catch {
            throw .unreachable("the SSO's discovery document \(error)")
        }
        guard reply.status == 200 else {
            let words = "the SSO's discovery document at \(place) has the status \(reply.status)"
            throw reply.status >= 500 || reply.status == 429 ? .unreachable(words) : .setup(words)
        }
        return try ProviderMetadata(reply.body, issuers: issuers)
    }
}
