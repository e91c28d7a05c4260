/// One thing wrong with an input, in the shape of FastAPI's 422 `detail` (pydantic's error list).
public struct ValidationIssue: Sendable, Equatable {
    /// A step of the way to the faulty value: a name, or an index or offset.
    public enum Step: Sendable, Equatable {
        case name(String)
        case index(Int)

        // A name may be what a caller sent: by its bytes.
        public static func == (left: Step, right: Step) -> Bool { left.json == right.json }

        /// The step as JSON: a string or an integer.
        public var json: JSON {
            switch self {
            case .name(let name): .string(name)
            case .index(let index): .integer(index)
            }
        }
    }

    /// pydantic's error type, such as `string_too_long`.
    public var type: String
    /// The way to the value: its source (`body`, `query`, `path`, `header`), then names and indexes.
    public var location: [Step]
    /// The sentence for people.
    public var message: String
    /// The value that was refused; a secret is never in it.
    public var input: JSON
    /// The limits the value broke.
    public var context: JSONObject?

    public init(
        _ type: String, at location: [Step] = [], _ message: String, input: JSON, context: JSONObject? = nil
    ) {
        self.type = type
        self.location = location
        self.message = message
        self.input = input
        self.context = context
    }

    /// pydantic's `value_error`: a rule of the program's own.
    public static func value(_ message: String, at location: [Step] = [], input: JSON) -> ValidationIssue {
        ValidationIssue("value_error", at: location, "Value error, \(message)", input: input, context: ["error": [:]])
    }

    /// pydantic's `too_long` for lists.
    public static func tooLong(
        _ count: Int, limit: Int, at location: [Step] = [], input: JSON
    ) -> ValidationIssue {
        let unit = limit == 1 ? "item" : "items"
        return ValidationIssue(
            "too_long", at: location, "List should have at most \(limit) \(unit) after validation, not \(count)",
            input: input,
            context: ["field_type": "List", "max_length": .integer(limit), "actual_length": .integer(count)])
    }

    /// pydantic's `extra_forbidden`, with the name that was perhaps meant.
    static func unknown(_ name: String, among known: [String], at place: [Step], input: JSON) -> ValidationIssue {
        let nearest = NearestName.of(name, among: known).map { "the nearest known name is '\($0)'" }
        return ValidationIssue(
            "extra_forbidden", at: place + [.name(String(name.unicodeScalars.prefix(80)))],
            "Extra inputs are not permitted: \(nearest ?? "none is known here")", input: input)
    }

    /// An error echoes at most so many bytes of an input.
    public static let inputLimit = 1024

    /// The issue as FastAPI writes it; an ``input`` longer than ``inputLimit`` is cut.
    public var json: JSON {
        var object: JSONObject = [
            "type": .string(type), "loc": .array(location.map(\.json)), "msg": .string(message),
            "input": input.cut(to: Self.inputLimit),
        ]
        if let context { object["ctx"] = .object(context) }
        return .object(object)
    }
}

/// The issues found so far in one input. Decoding goes on after a fault, so that all are reported at once.
public struct Issues: Sendable {
    /// Past this many issues further ones are counted for nothing: an error must not be larger than its request.
    public static let limit = 100

    public private(set) var all: [ValidationIssue] = []

    public init() {}

    /// The number of issues; a mark for ``locate(since:at:)``.
    public var count: Int { all.count }

    public mutating func add(_ issue: ValidationIssue) {
        if all.count < Self.limit { all.append(issue) }
    }

    /// Says where the issues added since a mark were found, by putting steps before their own.
    public mutating func locate(since mark: Int, at steps: [ValidationIssue.Step]) {
        for index in all.indices.dropFirst(mark) { all[index].location.insert(contentsOf: steps, at: 0) }
    }

    /// Takes the refused values out of the issues added since a mark, for values that are secret.
    public mutating func redact(since mark: Int) {
        for index in all.indices.dropFirst(mark) { all[index].input = JSON.hidden }
    }
}

/// Finds which of some names a misspelled one was meant to be.
enum NearestName {
    /// The nearest name; of several the one that is named first. `nil` where there is no name at all.
    static func of(_ word: String, among names: [String]) -> String? {
        let word = Array(word.utf8.prefix(80))
        let rated = names.map { (name: $0, distance: distance(word, Array($0.utf8))) }
        return rated.min { $0.distance < $1.distance }?.name
    }

    /// How many letters must be put in, left out or changed.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let changed = diagonal + (letter == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
