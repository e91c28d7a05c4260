package import TaskFlowDomain
package import TaskFlowSchema

/// What a plan calls one of its tasks: 1–64 Unicode scalars without white space, and not a number, for that is a task that is
/// there already.
package struct PlanRef: ConstrainedString {
    package static let rules = StringRules(
        1...64, pattern: .init(#"^\S*[^\s\d]\S*$"#, matches: isRef), example: "design")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    package static func decode(_ json: JSON, into issues: inout Issues) -> PlanRef? {
        guard case .string(let text) = json else {
            issues.add(ValidationIssue("string_type", "Input should be a valid string", input: json))
            return nil
        }
        if PlanReference.isNumber(text) {
            issues.add(.value("a ref must not look like a task's number", input: json))
            return nil
        }
        if let issue = rules.check(text, input: json) {
            issues.add(issue)
            return nil
        }
        return PlanRef(trusted: text)
    }

    private static func isRef(_ text: Substring.UTF8View) -> Bool {
        !Substring(text).unicodeScalars.contains { $0.properties.isWhitespace }
    }
}

/// A task that another task of a plan names: one of the plan, or one that is there already.
package enum PlanReference: SchemaValue, Hashable {
    case ref(PlanRef)
    case task(TaskID)

    package static func decode(_ json: JSON, into issues: inout Issues) -> PlanReference? {
        switch json {
        case .string(let text) where !isNumber(text):
            return PlanRef.decode(json, into: &issues).map(PlanReference.ref)
        case .string, .integer, .bigInteger, .decimal: return TaskID.decode(json, into: &issues).map(PlanReference.task)
        default:
            issues.add(
                ValidationIssue("string_type", "Input should be a ref of the plan or a task's number", input: json))
            return nil
        }
    }

    package func encode(to writer: inout JSONWriter) {
        switch self {
        case .ref(let ref): ref.encode(to: &writer)
        case .task(let id): id.encode(to: &writer)
        }
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        [
            "anyOf": [
                ["type": "string", "minLength": 1, "maxLength": .integer(64)],
                .object(TaskID.describe(in: &definitions)),
            ]
        ]
    }

    /// Whether a text would be read as a number, and so as a task that is there already.
    static func isNumber(_ text: String) -> Bool {
        var issues = Issues()
        return Int.decode(.string(text), into: &issues) != nil || issues.all.first?.type == "int_parsing_size"
    }

    /// The task that is there already, where it is one.
    var task: TaskID? { if case .task(let id) = self { id } else { nil } }
}

/// What a task of a plan needs, each in the place where it was said.
package struct PlanReferences: SchemaValue {
    let all: [PlanReference]

    package static func decode(_ json: JSON, into issues: inout Issues) -> PlanReferences? {
        if let count = json.arrayValue?.count, count > Needs.limit {
            issues.add(.tooLong(count, limit: Needs.limit, input: json))
            return nil
        }
        return [PlanReference].decode(json, into: &issues).map { PlanReferences(all: $0) }
    }

    package func encode(to writer: inout JSONWriter) { all.encode(to: &writer) }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema = [PlanReference].describe(in: &definitions)
        schema["maxItems"] = .integer(Needs.limit)
        return schema
    }

    package static var isList: Bool { true }
}
