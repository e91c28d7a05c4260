internal import TaskFlowDomain
internal import TaskFlowSchema

/// The flat arguments of a tool: the operation's fields, wherever REST would put them, and those that only agents have.
struct ToolArguments: Sendable {
    /// `If-Match` as an argument.
    static let expectedVersion = "expected_version"
    static let descriptionOffset = "description_offset"
    /// How many rows an agent gets who does not say.
    static let standardLimit = 20

    private let fields: [ToolField]
    private let face: ToolFace
    private let hasDetail: Bool
    private let hasOffset: Bool
    private let hasVersion: Bool
    private let hasBody: Bool

    init(_ fields: [FieldInfo], _ face: ToolFace, hasDetail: Bool) {
        self.fields = fields.filter { !face.hidden.contains($0.name) }.map(ToolField.init)
        self.face = face
        self.hasDetail = hasDetail
        // Only where the whole task is asked for is there a whole description to go on in.
        hasOffset = hasDetail && face.detail == .full && fields.map(\.name) == ["task_id"]
        hasVersion = fields.contains { $0.source == .header }
        hasBody = fields.contains { $0.source == .body || $0.source == .queryOrBody }
    }

    var schema: JSONObject {
        InputSchema.of(
            fields, words: face.words, detail: hasDetail ? face.detail : nil, hasDescriptionOffset: hasOffset)
    }

    /// Sorts the arguments by source. Names that are none of the tool's are faults, for what they meant would be missing.
    func read(_ members: JSONObject, into issues: inout Issues) -> ToolCall {
        var arguments = Arguments()
        var body = JSONObject()
        for (name, value) in members.members where !isOwn(name) {
            guard let field = fields.first(where: { $0.name == name }) else {
                issues.add(unknown(name, value))
                continue
            }
            if value == .null && field.dropsNull { continue }
            if let fault = field.fault(of: value) {
                issues.add(fault)
            } else {
                add(value, to: field, &arguments, &body)
            }
        }
        if hasBody { arguments.body = .json(.object(body)) }
        let detail = detail(in: members, &issues)
        let offset = integer(Self.descriptionOffset, in: members, from: 0, hasOffset, &issues)
        _ = integer(Self.expectedVersion, in: members, from: 1, hasVersion, &issues)
        let limit = members["limit"].flatMap(Self.number) ?? Self.standardLimit
        let hasLimit = fields.contains { $0.name == "limit" }
        return ToolCall(
            arguments: arguments, detail: detail, limit: hasLimit ? limit : nil, descriptionOffset: offset ?? 0)
    }

    /// A refusal that also says how the arguments are written whose form is wrong.
    func explaining(_ error: TaskFlowError) -> TaskFlowError {
        var error = error
        for (index, issue) in error.issues.enumerated() {
            guard let advice = field(of: issue)?.advice(on: issue) else { continue }
            error.issues[index].message += advice
        }
        return error
    }

    /// The argument that a fault is in: named after its source, or at once where only this door finds it.
    private func field(of issue: ValidationIssue) -> ToolField? {
        let names = issue.location.prefix(2).compactMap { if case .name(let name) = $0 { name } else { nil } }
        return names.reversed().lazy.compactMap { name in
            fields.first { $0.name == name || $0.info.name == name }
        }.first
    }

    private func isOwn(_ name: String) -> Bool {
        (hasDetail && name == Detail.argument) || (hasOffset && name == Self.descriptionOffset)
    }

    private func add(_ value: JSON, to field: ToolField, _ arguments: inout Arguments, _ body: inout JSONObject) {
        let value = WrittenList.read(value, field.schema)
        if field.isOfBody { return body[field.name] = value }
        let values = field.info.isList ? value.arrayValue ?? [value] : [value]
        let texts = values.map { (name: field.info.name, value: $0.stringValue ?? $0.text) }
        switch field.info.source {
        case .path: arguments.path += texts
        // An entity tag is compared letter by letter: a version of 1.0 is version 1 to whoever sends it.
        case .header: arguments.headers.append((field.info.name, Self.number(value).map(String.init) ?? texts[0].value))
        default: arguments.query += texts
        }
    }

    /// An integer in any of the spellings that pass for one: 5, 5.0, "5".
    private static func number(_ value: JSON) -> Int? {
        var issues = Issues()
        return Int.decode(value, into: &issues)
    }

    private func detail(in members: JSONObject, _ issues: inout Issues) -> Detail {
        guard hasDetail, let value = members[Detail.argument], value != .null else { return face.detail }
        if let detail = value.stringValue.flatMap(Detail.init) { return detail }
        let message = "Input should be 'concise' or 'full'"
        issues.add(ValidationIssue("literal_error", at: [.name(Detail.argument)], message, input: value))
        return face.detail
    }

    private func integer(
        _ name: String, in members: JSONObject, from minimum: Int, _ isMine: Bool, _ issues: inout Issues
    ) -> Int? {
        guard isMine, let value = members[name], value != .null else { return nil }
        let mark = issues.count
        let number = Int.decode(value, into: &issues)
        if let number, number < minimum {
            let message = "Input should be greater than or equal to \(minimum)"
            issues.add(ValidationIssue("greater_than_equal", message, input: value))
        }
        issues.locate(since: mark, at: [.name(name)])
        return number
    }

    private func unknown(_ name: String, _ value: JSON) -> ValidationIssue {
        let known = (schema["properties"]?.objectValue?.members ?? []).map(\.name).joined(separator: ", ")
        return ValidationIssue(
            "extra_forbidden", at: [.name(String(name.unicodeScalars.prefix(80)))],
            known.isEmpty ? "This tool takes no arguments" : "This tool takes only \(known)", input: value)
    }
}
