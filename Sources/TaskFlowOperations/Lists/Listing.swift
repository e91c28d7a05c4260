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
    /// Writes a row as its element would be written, without making one; answers whether the row holds an element. Without it
    /// each row is read.
    var copy: ((any ColumnReader, inout JSONWriter) -> Bool)?
    /// Parts without a common element that make up the list together, each in order by an index: merged, they need not
    /// pass over what belongs to none of them. Empty: one walk over `source`.
    var parts: [Part] = []
    /// The bytes that a page has at most, where it is but a part of an answer.
    var byteLimit = PageFilling<Element>.byteLimit

    /// A part of a list.
    struct Part: Sendable {
        let source: SQL
        let conditions: [SQL]

        /// The part with one condition more.
        func with(_ condition: SQL) -> Part { Part(source: source, conditions: conditions + [condition]) }
    }

    func page(_ request: PageRequest, in tx: borrowing Transaction) throws(TaskFlowError) -> Page<Element> {
        try check(request)
        let filling = try filled(request, in: tx)
        var page = page(of: filling, request)
        if request.total { page.info.total = try tx.value("SELECT COUNT(*) FROM " + source + filter) }
        return page
    }

    private func filled(
        _ request: PageRequest, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> PageFilling<Element> {
        var filling = PageFilling<Element>(
            limit: request.limit.rawValue, byteLimit: byteLimit, keepsElements: copy == nil)
        let sql = statement(request)
        try tx.each(sql) { row throws(TaskFlowError) in
            if let copy {
                return try filling.take(nil, at: order.position(row, from: width)) { writer throws(TaskFlowError) in
                    if !copy(row, &writer) { throw .internal("corrupt row: \(sql.text)") }
                }
            }
            guard let element = read(row) else { throw .internal("corrupt row: \(sql.text)") }
            return try filling.take(element, at: order.position(row, from: width)) { element.encode(to: &$0) }
        }
        return filling
    }

    /// A page that ends before its cursor was read from its end: all of it is turned round.
    private func page(of filling: PageFilling<Element>, _ request: PageRequest) -> Page<Element> {
        var filling = filling
        let isBackward = request.cursor?.isBackward ?? false
        let ends = isBackward ? (filling.ends?.last, filling.ends?.first) : (filling.ends?.first, filling.ends?.last)
        let info = neighbours(request, ends.0, ends.1, filling)
        let elements = isBackward ? filling.elements?.reversed() : filling.elements
        return Page(elements, info, json: filling.json(reversed: isBackward))
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
        _ request: PageRequest, _ first: Cursor.Position?, _ last: Cursor.Position?, _ page: PageFilling<Element>
    ) -> PageInfo {
        let (limit, offset, hasMore) = (request.limit.rawValue, request.offset.rawValue, page.hasMore)
        if offset > 0 {
            let previous = PageInfo.Neighbour.offset(max(0, offset - limit))
            // The next offset would pass over what had no room.
            if page.wasCut { return PageInfo(next: last.map { link($0, isBackward: false) }, previous: previous) }
            return PageInfo(next: hasMore ? .offset(offset + limit) : nil, previous: previous)
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
