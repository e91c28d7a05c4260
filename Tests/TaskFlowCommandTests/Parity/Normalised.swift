import TaskFlowSchema

/// Replaces what may differ between two runs of the same calls, such as times and ids of requests, by its kind; a value that is
/// not of its kind stays.
enum Normalised {
    static func json(_ value: JSON) -> JSON {
        switch value {
        case .array(let elements): .array(elements.map { json($0) })
        case .object(let object):
            .object(JSONObject(object.members.map { ($0.name, member($0.name, $0.value)) }))
        default: value
        }
    }

    private static func member(_ name: String, _ value: JSON) -> JSON {
        switch name {
        case "created_at", "updated_at", "started_at", "completed_at", "joined_at", "expires_at", "heartbeat_before",
            "timestamp", "at", "answered_at", "edited_at", "deleted_at", "since":
            isTime(value) ? "a time" : value
        // Written after the calls, so it may not be there yet.
        case "last_seen_at", "last_used_at": isTime(value) || value == .null ? "a time or null" : value
        case "request_id": value.stringValue?.isEmpty == false ? "a request" : value
        case "key": value.stringValue?.wholeMatch(of: /tfl_[A-Za-z0-9_-]{43}/) != nil ? "a key" : value
        // Where the log is by now: each door's calls write to it.
        case "cursor": value.stringValue?.wholeMatch(of: /[0-9a-f]{16}\.[0-9]+/) != nil ? "a cursor" : value
        case "url":
            value.stringValue?.wholeMatch(of: #/http://127\.0\.0\.1:[1-9]\d*/\#login=[\w-]{43}/#) != nil
                ? "a link" : value
        case "via": value.stringValue.map { _ in "a door" } ?? value
        default: json(value)
        }
    }

    private static func isTime(_ value: JSON) -> Bool {
        value.stringValue?.wholeMatch(of: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/) != nil
    }
}
