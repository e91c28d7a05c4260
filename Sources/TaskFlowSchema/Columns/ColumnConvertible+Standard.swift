extension Int: ColumnConvertible {
    public var columnValue: ColumnValue { .integer(self) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Int? {
        row.isNull(column) ? nil : row.integer(column)
    }
}

extension Bool: ColumnConvertible {
    public var columnValue: ColumnValue { .bool(self) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Bool? {
        row.isNull(column) ? nil : row.bool(column)
    }
}

extension String: ColumnConvertible {
    public var columnValue: ColumnValue { .text(self) }
    public static func read(_ row: any ColumnReader, _ column: Int) -> String? {
        row.isNull(column) ? nil : row.text(column)
    }
}

extension Optional: ColumnConvertible where Wrapped: ColumnConvertible {
    public var columnValue: ColumnValue { self?.columnValue ?? .null }
    public static func read(_ row: any ColumnReader, _ column: Int) -> Wrapped?? {
        if row.isNull(column) { return .some(nil) }
        return Wrapped.read(row, column).map(Optional.some)
    }
}
