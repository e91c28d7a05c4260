internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A list that pages are taken from: one statement a page, and one more only to count it.
struct Listing<Element: SchemaValue> {
    /// An element's columns.
    let columns: SQL
    /// How many columns those are.
    let width: Int
    /// Tables and joins.
    let source: SQL
    let conditions: [SQL]
    let order: ListOrder
    let read: (any ColumnReader) -> Element?
    /// Parts without a common element that make up the list together, each in order by an index: merged, they need not
    /// pass over what belongs to none of them. Empty: one walk over `source`.
    var parts: [Part] = []

    /// A part of a list.
    struct Part: Sendable {
        let source: SQL
        let conditions: [SQL]
    }

    func page(_ request: PageRequest, in tx: borrowing Transaction) throws(TaskFlowError) -> Page<Element> {
        try check(request)
        let isBackward = request.cursor?.isBackward ?? false
        var rows = try tx.all(statement(request)) { row in
            read(row).map { (element: $0, position: order.position(row, from: width)) }
        }
        let hasMore = rows.count > request.limit.rawValue
        if hasMore { rows.removeLast() }
        if isBackward { rows.reverse() }
        var info = neighbours(request, rows.first?.position, rows.last?.position, hasMore: hasMore)
        if request.total { info.total = try tx.value("SELECT COUNT(*) FROM " + source + filter) }
        return Page(rows.map(\.element), info)
    }

    private var filter: SQL { " WHERE " + .joined(conditions) }

    // One entry more than asked for tells whether there is a further page.
    func statement(_ request: PageRequest) -> SQL {
        let isBackward = request.cursor?.isBackward ?? false
        var sql: SQL
        if parts.isEmpty {
            sql = select(order.columns, Part(source: source, conditions: conditions), request)
            sql += order.clause(backward: isBackward)
        } else {
            sql = .joined(parts.map { select(order.namedColumns, $0, request) }, separator: " UNION ALL ")
            sql += order.namedClause(backward: isBackward)
        }
        sql += " LIMIT \(request.limit.rawValue + 1)"
        if request.offset.rawValue > 0 { sql += " OFFSET \(request.offset)" }
        return sql
    }

    private func select(_ position: SQL, _ part: Part, _ request: PageRequest) -> SQL {
        let behind = request.cursor.flatMap(order.condition) ?? ""
        return "SELECT " + columns + ", " + position + " FROM " + part.source + " WHERE "
            + .joined(part.conditions + [behind])
    }

    private func check(_ request: PageRequest) throws(TaskFlowError) {
        guard let cursor = request.cursor else { return }
        let location: [ValidationIssue.Step] = [.name("query"), .name("cursor")]
        guard request.offset.rawValue == 0 else {
            throw .invalid("give a cursor or an offset, not both", at: location, input: cursor.json)
        }
        guard cursor.query == hash, order.condition(cursor) != nil else {
            throw .invalid("the cursor belongs to another query", at: location, input: cursor.json)
        }
    }

    private func neighbours(
        _ request: PageRequest, _ first: Cursor.Position?, _ last: Cursor.Position?, hasMore: Bool
    ) -> PageInfo {
        let (limit, offset) = (request.limit.rawValue, request.offset.rawValue)
        if offset > 0 {
            return PageInfo(next: hasMore ? .offset(offset + limit) : nil, previous: .offset(max(0, offset - limit)))
        }
        let isBackward = request.cursor?.isBackward ?? false
        let hasNext = isBackward || hasMore
        let hasPrevious = isBackward ? hasMore : request.cursor != nil
        return PageInfo(
            next: hasNext ? last.map { link($0, isBackward: false) } : nil,
            previous: hasPrevious ? first.map { link($0, isBackward: true) } : nil)
    }

    private func link(_ position: Cursor.Position, isBackward: Bool) -> PageInfo.Neighbour {
        .cursor(Cursor(query: hash, position: position, isBackward: isBackward).text)
    }

    private var hash: Int { QueryHash.of(conditions, order) }
}
