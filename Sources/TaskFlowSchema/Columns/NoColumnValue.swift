/// That a column holds none of a type's values.
public struct NoColumnValue: Error {
    @inlinable public init() {}
}
