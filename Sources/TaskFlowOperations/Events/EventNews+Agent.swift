internal import TaskFlowDomain
package import TaskFlowSchema

extension EventNews {
    /// The most bytes of one member of an event's context.
    private static let memberLimit = 300

    /// The events in few bytes, as many as fit, one at least; the cursor is behind the last of them.
    package func told(within bytes: Int) -> JSONObject? {
        var (rows, left): ([JSON], Int) = ([], bytes)
        for item in items {
            let row = Self.short(item)
            left -= row.bytes.count + 1
            if left < 0, !rows.isEmpty { break }
            rows.append(row)
        }
        let isCut = rows.count < items.count
        let place = isCut ? EventCursor(epoch: cursor.epoch, position: items[rows.count - 1].position) : cursor
        var object: JSONObject = [
            "events": .array(rows), "cursor": .string(place.description), "timed_out": .bool(ending == .timedOut),
        ]
        switch ending {
        case .reset:
            object["reset"] = true
            object["note"] = "The server's data was put back: look at your tasks anew, then go on with this cursor."
        case .events where isCut: object["note"] = "There is more: call again with this cursor as after."
        case .events, .timedOut: break
        }
        return object
    }

    /// What an agent needs to know of an event to decide what to look at.
    private static func short(_ item: EventItem) -> JSON {
        guard let entry = try? JSONParser.parse(item.json).objectValue else { return .object([:]) }
        let hasTask = entry["task_id"] != .null
        let left = ["via", "request_id", "actor_type"] + (hasTask ? ["entity_type", "entity_id"] : ["task_id"])
        var object = JSONObject(entry.members.filter { !left.contains($0.name) && $0.value != .null })
        if let context = entry["context"]?.objectValue { object["context"] = .object(short(context)) }
        return .object(object)
    }

    private static func short(_ context: JSONObject) -> JSONObject {
        JSONObject(
            context.members.prefix(20).map { member in
                (member.name, member.value.bytes.count <= memberLimit ? member.value : "(long: see get_task)")
            })
    }
}
