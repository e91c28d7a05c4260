extension Int: ColumnConvertible {
    package var columnValue: ColumnValue { .integer(self) }
    package static func read(_ row: any ColumnReader, _ column: Int) -> Int? {
        row.isNull(column) ? nil : row.integer(column)
    }
}

extension Bool: ColumnConvertible {
    package var columnValue: ColumnValue { .bool(self) }
    package static func read(_ row: any ColumnReader, _ column: Int) -> Bool? {
        row.isNull(column) ? nil : row.bool(column)
    }
}

extension String: ColumnConvertible {
    package var columnValue: ColumnValue { .text(self) }
    package static func read(_ row: any ColumnReader, _ column: Int) -> String? {
        row.isNull(column) ? nil : row.text(column)
    }
}

extension Optional: ColumnConvertible where Wrapped: ColumnConvertible {
    package var columnValue: ColumnValue { self?.columnValue ?? .null }
    package static func read(_ row: any ColumnReader, _ column: Int) -> Wrapped?? {
        if row.isNull(column) { return .some(nil) }
        return Wrapped.read(row, column).map(Optional.some)
    }
}
