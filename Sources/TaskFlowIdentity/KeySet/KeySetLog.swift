internal import Logging
internal import Synchronization

/// Tells whoever runs the server what becomes of the SSO's keys: each trouble once, not at every attempt.
final class KeySetLog: Sendable {
    private struct Told {
        var failure: KeySetFault?
        var dropped: Set<KeySet.Dropped> = []
        var count: Int?
    }

    private let logger: Logger
    private let told = Mutex(Told())

    init(_ logger: Logger) { self.logger = logger }

    func note(_ result: Result<KeySet, KeySetFault>) {
        switch result {
        case .success(let set): noteKeys(set)
        case .failure(let fault): noteFault(fault)
        }
    }

    private func noteFault(_ fault: KeySetFault) {
        let (isNew, isCold) = told.withLock { told in
            defer { told.failure = fault }
            return (told.failure != fault, told.count == nil)
        }
        let consequence = isCold ? "nobody can sign in until it is here" : "known keys stay good for 24 hours"
        if isNew { logger.warning("The SSO's key set \(fault); \(consequence)") }
    }

    private func noteKeys(_ set: KeySet) {
        let (isNew, dropped) = told.withLock { told in
            let isNew = told.failure != nil || told.count != set.count
            (told.failure, told.count) = (nil, set.count)
            // Bounded, whatever the SSO publishes.
            let dropped = told.dropped.count < 1_000 ? Set(set.dropped).subtracting(told.dropped) : []
            told.dropped.formUnion(dropped)
            return (isNew, dropped)
        }
        if isNew { logger.info("Keys of the SSO are known", metadata: ["keys": "\(set.count)"]) }
        for key in dropped.sorted(by: { $0.keyID < $1.keyID }) {
            logger.warning("A key of the SSO \(key.fault.rawValue) and is not used", metadata: ["kid": "\(key.keyID)"])
        }
    }
}
