internal import TaskFlowSchema
internal import TaskFlowStorage

/// A total order: by a key, ties broken by id.
struct ListOrder: Sendable {
    /// The type of a column that lists are sorted by.
    enum Kind: Sendable {
        case integer
        case text

        func read(_ row: any ColumnReader, _ column: Int) -> ColumnValue {
            self == .integer ? .integer(row.integer(column)) : .text(row.text(column))
        }
    }

    /// The key's column; `nil` to sort by id alone.
    let key: SQL?
    let keyKind: Kind
    let id: SQL
    let idKind: Kind
    let isDescending: Bool

    /// Sorts by a key, then by id in the same direction.
    init(by key: SQL? = nil, _ keyKind: Kind = .integer, id: SQL, _ idKind: Kind = .integer, descending: Bool) {
        self.key = key
        self.keyKind = keyKind
        self.id = id
        self.idKind = idKind
        isDescending = descending
    }

    /// What to select, after an element's own columns, for ``position(_:from:)``.
    var columns: SQL { .joined([key ?? "", id], separator: ", ") }

    /// The same columns by names that a compound `SELECT` can sort by.
    var namedColumns: SQL { .joined([key.map { $0 + " AS sort_key" } ?? "", id + " AS sort_id"], separator: ", ") }

    /// Reads an entry's position from the columns behind its own.
    func position(_ row: any ColumnReader, from column: Int) -> Cursor.Position {
        guard key != nil else { return Cursor.Position(key: nil, id: idKind.read(row, column)) }
        return Cursor.Position(key: keyKind.read(row, column), id: idKind.read(row, column + 1))
    }

    /// The entries behind a position, or before it.
    func condition(_ cursor: Cursor) -> SQL? {
        let sign: SQL = isDescending == cursor.isBackward ? " > " : " < "
        switch (key, cursor.position.key) {
        case (let column?, let key?) where matches(key, keyKind) && matches(cursor.position.id, idKind):
            return "(\(column), \(id))\(sign)(\(BoundValue(key)), \(BoundValue(cursor.position.id)))"
        case (nil, nil) where matches(cursor.position.id, idKind):
            return id + sign + "\(BoundValue(cursor.position.id))"
        default: return nil
        }
    }

    /// `ORDER BY`, turned round for a page that ends before its cursor.
    func clause(backward: Bool) -> SQL { clause(key, id, backward) }

    /// ``clause(backward:)`` by the names of ``namedColumns``.
    func namedClause(backward: Bool) -> SQL { clause(key == nil ? nil : "sort_key", "sort_id", backward) }

    private func clause(_ key: SQL?, _ id: SQL, _ backward: Bool) -> SQL {
        let direction: SQL = isDescending == backward ? " ASC" : " DESC"
        return " ORDER BY " + .joined([key.map { $0 + direction } ?? "", id + direction], separator: ", ")
    }

    private func matches(_ value: ColumnValue, _ kind: Kind) -> Bool {
        switch (value, kind) {
        case (.integer, .integer), (.text, .text): true
        default: false
        }
    }
}

/// A column value that is bound as it is.
private struct BoundValue: ColumnConvertible {
    let columnValue: ColumnValue

    init(_ value: ColumnValue) { columnValue = value }

    static func read(_ row: any ColumnReader, _ column: Int) -> BoundValue? { nil }
}
