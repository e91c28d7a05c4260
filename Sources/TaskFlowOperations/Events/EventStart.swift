internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// Where a listener begins.
enum EventStart: Sendable {
    /// Now, as it named no position.
    case now(EventCursor)
    /// Behind a position that it knows.
    case behind(EventCursor)
    /// Now, as its cursor belongs to a log that is no more.
    case anew(EventCursor)

    /// The log at a moment.
    struct Log: Sendable {
        let end: EventCursor
        fileprivate let newest: Int

        init(in tx: borrowing Transaction) throws(TaskFlowError) {
            end = try EventCursor.current(in: tx)
            newest = try LogEnd.newest(in: tx)
        }

        // Another server may know the log's end to be further than this one has found out so far.
        fileprivate func has(_ cursor: EventCursor) -> Bool { cursor.epoch == end.epoch && cursor.position <= newest }
    }

    /// What a listener begins with: the header is newer than the address, which stays the same when a browser connects again.
    ///
    /// - Throws: `validation_failed` where the address holds what is no cursor. The header is the browser's own affair: there it
    ///   begins anew, as a browser that is refused once never connects again.
    static func of(
        _ after: CursorText?, _ lastEventID: String?, _ log: Log
    ) throws(TaskFlowError) -> EventStart {
        if let lastEventID { return EventCursor(lastEventID).map { at($0, log) } ?? .anew(log.end) }
        guard let after else { return .now(log.end) }
        guard let cursor = EventCursor(after.rawValue) else {
            throw .invalid(
                "this is no cursor of events: take an event's id, or the cursor of a board",
                at: [.name("query"), .name("after")], input: after.json)
        }
        return at(cursor, log)
    }

    private static func at(_ cursor: EventCursor, _ log: Log) -> EventStart {
        log.has(cursor) ? .behind(cursor) : .anew(log.end)
    }

    /// The position to go on from, and what the listener is told first.
    var first: (cursor: EventCursor, signal: EventSignal?) {
        switch self {
        case .now(let cursor): (cursor, .begun(cursor))
        case .behind(let cursor): (cursor, nil)
        case .anew(let cursor): (cursor, .reset(cursor))
        }
    }
}
