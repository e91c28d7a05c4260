/// Where a unit of work puts what it has to say: the last time, where it is run again.
///
/// `@unchecked Sendable`: an engine runs a unit on one thread at a time, and answers its caller after that; each hands the other
/// on by a lock. Memory of its own, as a property of some type `T?` would have its type looked up at each use.
final class UnitResult<T: Sendable>: @unchecked Sendable {
    private let place = UnsafeMutablePointer<T>.allocate(capacity: 1)
    private var isThere = false

    deinit {
        if isThere { place.deinitialize(count: 1) }
        place.deallocate()
    }

    func put(_ value: T) {
        if isThere { place.deinitialize(count: 1) }
        place.initialize(to: value)
        isThere = true
    }

    /// To be called once, after a unit that did not fail.
    func take() -> T {
        precondition(isThere, "an engine answered for a unit that it did not run")
        isThere = false
        return place.move()
    }
}
