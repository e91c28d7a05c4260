internal import TaskFlowDomain
package import TaskFlowSchema

/// What a call that waits for events is answered: those that came, or that none did.
package struct EventNews: OperationOutput {
    /// Why a wait is over.
    enum Ending: Sendable {
        /// There are events.
        case events
        /// There are none, and the time is over or the server stops.
        case timedOut
        /// The cursor belonged to a log that is no more: whoever waits looks at everything anew.
        case reset
    }

    /// In the order of the audit log.
    let items: [EventItem]
    /// Behind the last of them, or as far as there was none.
    let cursor: EventCursor
    let ending: Ending
    /// What goes on listening, and keeps leases, where there is nothing yet.
    let listening: EventListening

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("events")
        writer.beginArray()
        for item in items { writer.raw(item.json) }
        writer.endArray()
        writer.name("cursor")
        writer.string(cursor.description)
        writer.name("timed_out")
        writer.bool(ending == .timedOut)
        if ending == .reset {
            writer.name("reset")
            writer.bool(true)
        }
        writer.endObject()
    }

    package static var listColumns: [ListColumn]? { AuditEntry.listColumns }
    package var byteCount: Int { items.reduce(0) { $0 + $1.json.count } }

    package static func describeBody(in definitions: inout Definitions) -> JSONObject? {
        definitions.define("EventWait") { definitions in
            [
                "type": "object",
                "properties": [
                    "events": [
                        "type": "array", "items": .object(AuditEntry.describe(in: &definitions)),
                        "description": .string("At most \(WaitForChanges.limit), in the order of the audit log"),
                    ],
                    "cursor": ["type": "string", "description": "What to send as `after` next time"],
                    "timed_out": ["type": "boolean", "description": "Whether nothing came in time"],
                    "reset": [
                        "type": "boolean",
                        "description": "True where `after` is from before a restore: look at everything anew",
                    ],
                ],
                "required": ["events", "cursor", "timed_out"],
            ]
        }
    }
}

/// How a call goes on listening for events.
struct EventListening: Sendable {
    let filter: EventFilter
    /// What the caller could see when it began.
    let sight: String
    /// The leases that it keeps meanwhile.
    let leases: HeldLeases?
}
