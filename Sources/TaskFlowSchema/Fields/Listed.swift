/// A type that lists show: which of its fields say most of it, for doors that show a list as a table.
public protocol Listed: Described {
    /// The columns in order. The last one gives way where there is little room.
    static var listColumns: [ListColumn] { get }
}

/// A column of a list that is shown as a table.
public struct ListColumn: Equatable, Sendable {
    /// What stands above it.
    public let title: String
    /// The field that it shows, by its name on the wire.
    public let field: String
    /// Whether it holds numbers, which stand at the right.
    public let isNumber: Bool
    /// Whether it holds what was said last: shown where a row has one and there is room, beside the column before it.
    public let isRemark: Bool

    public init(_ title: String, _ field: String, isNumber: Bool = false, isRemark: Bool = false) {
        self.title = title
        self.field = field
        self.isNumber = isNumber
        self.isRemark = isRemark
    }
}
