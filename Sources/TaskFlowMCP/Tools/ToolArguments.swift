internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// The flat arguments of a tool: the operation's fields, wherever REST has them, and those that only agents have.
struct ToolArguments: Sendable {
    /// `If-Match` as an argument.
    static let expectedVersion = "expected_version"
    static let idempotencyKey = "idempotency_key"
    static let generation = "generation"
    static let descriptionOffset = "description_offset"
    static let detail = "detail"
    /// The keys that a caller wants of each task.
    static let fieldNames = "fields"
    /// How many rows an agent gets that names no limit.
    static let standardLimit = 20

    private let fields: [ToolField]
    private let face: AgentFace
    private let hasDetail: Bool
    private let hasOffset: Bool
    private let hasVersion: Bool
    private let hasBody: Bool
    /// The argument that says for how many seconds a call may wait.
    private let waitField: String?

    /// - Parameters:
    ///   - row: The short form of the answer, where it has one.
    ///   - showsWhole: Whether the tool is the one that answers the whole thing, with its whole description.
    ///   - waitField: The field that says for how many seconds a call may wait.
    init(_ fields: [FieldInfo], _ face: AgentFace, _ row: ShortRow?, showsWhole: Bool, waitField: String? = nil) {
        self.fields = fields.filter { !face.hidden.contains($0.name) }.map(ToolField.init)
        self.face = face
        hasDetail = row != nil
        hasOffset = showsWhole
        self.waitField = waitField
        hasVersion = fields.contains { Self.name(of: $0.name) == Self.expectedVersion }
        hasBody = fields.contains { $0.source == .body || $0.source == .queryOrBody }
    }

    /// The argument that a field is: headers have names of their own.
    static func name(of field: String) -> String {
        switch field {
        case "if-match": expectedVersion
        case IdempotencyKey.header: idempotencyKey
        default: field
        }
    }

    var schema: JSONObject {
        InputSchema.of(
            fields, words: face.words, detail: hasDetail ? face : nil, hasDescriptionOffset: hasOffset,
            waitField: waitField)
    }

    /// Sorts the arguments by source. An unknown name is a fault: what it meant would be missing.
    ///
    /// - Parameter isFollowed: Whether the caller is told while it waits, so that it may wait longer.
    func read(_ members: JSONObject, isFollowed: Bool = false, into issues: inout Issues) -> ToolCall {
        let patience = isFollowed ? LongWait.patience(in: members, waitField) : nil
        let members = patience == nil ? members : LongWait.shortened(members, waitField)
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
        for (name, value) in face.presets { arguments.query.append((name: name, value: value)) }
        let asked = detail(in: members, &issues)
        // Who names the keys gets those, not a choice of them.
        let namesKeys = fields.contains { $0.name == Self.fieldNames } && members[Self.fieldNames]?.stringValue != nil
        let offset = integer(Self.descriptionOffset, in: members, from: 0, hasOffset, &issues)
        // Who goes on in a description wants that, and no brief.
        let detail = namesKeys || offset != nil ? .full : asked
        _ = integer(Self.expectedVersion, in: members, from: 1, hasVersion, &issues)
        let limit = members["limit"].flatMap(Self.number) ?? Self.standardLimit
        let hasLimit = fields.contains { $0.name == "limit" }
        return ToolCall(
            arguments: arguments, detail: detail, limit: hasLimit ? limit : nil, descriptionOffset: offset ?? 0,
            patience: patience)
    }

    /// The refusal, which now also says how to write the arguments whose form is wrong.
    func explaining(_ error: TaskFlowError) -> TaskFlowError {
        var error = error
        for (index, issue) in error.issues.enumerated() {
            guard let field = field(of: issue) else { continue }
            if field.name == waitField, let advice = LongWait.advice(on: issue) {
                error.issues[index].message += advice
            }
            if let advice = field.advice(on: issue) { error.issues[index].message += advice }
        }
        return error
    }

    /// The argument that a fault is in. Its name comes after its source, or first where this door alone found the fault.
    private func field(of issue: ValidationIssue) -> ToolField? {
        let names = issue.location.prefix(2).compactMap { if case .name(let name) = $0 { name } else { nil } }
        return names.reversed().lazy.compactMap { name in
            fields.first { $0.name == name || $0.info.name == name }
        }.first
    }

    private func isOwn(_ name: String) -> Bool {
        (hasDetail && name == Self.detail) || (hasOffset && name == Self.descriptionOffset)
    }

    private func add(_ value: JSON, to field: ToolField, _ arguments: inout Arguments, _ body: inout JSONObject) {
        let value = WrittenList.read(value, field.schema)
        if field.isOfBody { return body[field.name] = value }
        let values = field.info.isList ? value.arrayValue ?? [value] : [value]
        let texts = values.map { (name: field.info.name, value: $0.stringValue ?? $0.text) }
        switch field.info.source {
        case .path: arguments.path += texts
        // If-Match is compared as text, so 1.0 is written as 1.
        case .header where field.isVersion:
            arguments.headers.append((field.info.name, Self.number(value).map(String.init) ?? texts[0].value))
        case .header: arguments.headers += texts
        default: arguments.query += texts
        }
    }

    /// An integer in any of its spellings: 5, 5.0, "5".
    private static func number(_ value: JSON) -> Int? {
        var issues = Issues()
        return Int.decode(value, into: &issues)
    }

    private func detail(in members: JSONObject, _ issues: inout Issues) -> AgentFace.Detail {
        guard hasDetail, let value = members[Self.detail], value != .null else { return face.detail }
        if let detail = face.details.first(where: { $0.rawValue == value.stringValue }) { return detail }
        let message = "Input should be '\(face.details[0].rawValue)' or '\(face.details[1].rawValue)'"
        issues.add(ValidationIssue("literal_error", at: [.name(Self.detail)], message, input: value))
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

/// What an agent asked for, ready for the operation and for shaping its answer.
struct ToolCall: Sendable {
    let arguments: Arguments
    let detail: AgentFace.Detail
    /// The most rows, where there are rows.
    let limit: Int?
    /// Where in a long description to go on, in Unicode scalars.
    let descriptionOffset: Int
    /// For how long the call waits, where that is longer than the operation itself allows.
    let patience: Duration?

    /// The arguments with another number of rows.
    func arguments(limit: Int?) -> Arguments {
        guard let limit else { return arguments }
        var arguments = arguments
        arguments.query.removeAll { $0.name == "limit" }
        arguments.query.append((name: "limit", value: String(limit)))
        return arguments
    }
}
