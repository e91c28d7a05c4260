internal import TaskFlowSchema

extension Fault {
    /// A member of the query that no field knows.
    static func unknown(_ name: String, near known: String, _ input: JSON) -> JSON {
        let message = "Extra inputs are not permitted: the nearest known name is '\(known)'"
        return ["type": "extra_forbidden", "loc": ["query", .string(name)], "msg": .string(message), "input": input]
    }

    static func notText(_ place: String, _ input: JSON) -> JSON {
        of("string_type", place, "Input should be a valid string", input)
    }

    static func tooLong(_ place: String, _ limit: Int, _ input: JSON) -> JSON {
        let message = "String should have at most \(limit) characters"
        return of("string_too_long", place, message, input, ["max_length": .integer(limit)])
    }

    static func empty(_ place: String, _ input: JSON) -> JSON {
        of("string_too_short", place, "String should have at least 1 character", input, ["min_length": 1])
    }

    static func mismatch(_ place: String, _ pattern: String, _ input: JSON) -> JSON {
        let message = "String should match pattern '\(pattern)'"
        return of("string_pattern_mismatch", place, message, input, ["pattern": .string(pattern)])
    }

    static func notSlug(_ place: String, _ input: JSON) -> JSON { mismatch(place, "^[a-z0-9]+(-[a-z0-9]+)*$", input) }
    static func notTag(_ place: String, _ input: JSON) -> JSON {
        mismatch(place, "^[a-z0-9][a-z0-9_.:-]{0,49}$", input)
    }

    static func badTime(_ place: String, _ why: String, _ input: JSON) -> JSON {
        let message = "Input should be a valid datetime or date, \(why)"
        return of("datetime_from_date_parsing", place, message, input, ["error": .string(why)])
    }

    static func badYear(_ place: String, _ year: Int, _ input: JSON) -> JSON {
        let why = "year \(year) is out of range"
        let message = "Input should be a valid datetime, \(why)"
        return of("datetime_parsing", place, message, input, ["error": .string(why)])
    }

    static func notTime(_ place: String, _ input: JSON) -> JSON {
        of("datetime_type", place, "Input should be a valid datetime", input)
    }
}
