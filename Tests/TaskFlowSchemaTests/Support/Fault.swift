internal import TaskFlowSchema

/// Entries of FastAPI's `detail`, written out: type, place (`body.tags.1`), sentence, input and context.
enum Fault {
    static func of(
        _ type: String, _ place: String, _ message: String, _ input: JSON, _ context: JSON? = nil
    ) -> JSON {
        let steps = place.split(separator: ".").map { step in Int(step).map(JSON.integer) ?? .string(String(step)) }
        var object: JSONObject = [
            "type": .string(type), "loc": .array(steps), "msg": .string(message),
            "input": echoed(input),
        ]
        if let context { object["ctx"] = context }
        return .object(object)
    }

    /// What is left of an input in an error; the long ones here are of ASCII.
    private static func echoed(_ input: JSON) -> JSON {
        switch input {
        case .string(let text) where text.utf8.count > 1024, .bigInteger(let text) where text.utf8.count > 1024:
            .string(text.prefix(1021) + "…")
        default: input
        }
    }

    static func missing(_ place: String, _ input: JSON) -> JSON { of("missing", place, "Field required", input) }

    static func notObject(_ place: String, _ input: JSON) -> JSON {
        of("model_attributes_type", place, "Input should be a valid dictionary or object to extract fields from", input)
    }

    static func notList(_ place: String, _ input: JSON) -> JSON {
        of("list_type", place, "Input should be a valid list", input)
    }

    static func notOne(_ place: String, of words: String, _ input: JSON) -> JSON {
        of("literal_error", place, "Input should be \(words)", input, ["expected": .string(words)])
    }

    static func notStatus(_ place: String, _ input: JSON) -> JSON {
        notOne(place, of: "'pending', 'in_progress', 'review', 'completed' or 'blocked'", input)
    }

    static func notPriority(_ place: String, _ input: JSON) -> JSON {
        notOne(place, of: "'low', 'medium', 'high' or 'critical'", input)
    }

    static func refused(_ place: String, _ why: String, _ input: JSON) -> JSON {
        of("value_error", place, "Value error, \(why)", input, ["error": [:]])
    }

    static func tooManyItems(_ place: String, _ limit: Int, _ count: Int, _ input: JSON) -> JSON {
        of(
            "too_long", place, "List should have at most \(limit) items after validation, not \(count)", input,
            ["field_type": "List", "max_length": .integer(limit), "actual_length": .integer(count)])
    }
}
