/// That a field has no value, because what was sent or stored is not one. What is wrong with it is told elsewhere.
@usableFromInline
struct NoValue: Error {
    @inlinable init() {}

    /// The value, if there is one.
    @inlinable
    static func unwrap<Value>(_ value: Value?) throws(NoValue) -> Value {
        guard let value else { throw NoValue() }
        return value
    }
}
