/// Someone's listening to changes; made by ``ChangeFeed/subscribe(as:origin:matching:)``.
///
///     for await batch in subscription { … }
///
/// To be iterated by one task. It ends when that task is cancelled, when the credential is no longer good, when the server
/// stops, and with the last reference to it.
package final class ChangeSubscription: AsyncSequence, Sendable {
    package typealias Element = ChangeBatch
    package typealias Failure = Never

    private let listener: ChangeListener

    init(_ listener: ChangeListener) { self.listener = listener }

    deinit { listener.end() }

    /// Ends the listening; what is being iterated ends.
    package func end() { listener.end() }

    package func makeAsyncIterator() -> Iterator {
        Iterator(subscription: self, wakes: listener.wakes.makeAsyncIterator(), listener: listener)
    }

    /// Waits for the next batch.
    package struct Iterator: AsyncIteratorProtocol {
        // Kept, so that the listening does not end while it is iterated.
        private let subscription: ChangeSubscription
        private var wakes: AsyncStream<Void>.Iterator
        private let listener: ChangeListener

        fileprivate init(
            subscription: ChangeSubscription, wakes: AsyncStream<Void>.Iterator, listener: ChangeListener
        ) {
            self.subscription = subscription
            self.wakes = wakes
            self.listener = listener
        }

        /// The next batch; nil when the listening has ended.
        package mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> ChangeBatch? {
            while await wakes.next(isolation: actor) != nil {
                if let batch = listener.take() { return batch }
            }
            return nil
        }
    }
}
