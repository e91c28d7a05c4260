/// What a schema decodes: an operation's arguments by source, or the members of one object.
struct DecodingInput {
    private enum Kind {
        case arguments(Arguments)
        case object(JSONObject)
    }

    private let kind: Kind
    private let secrets: [String]

    init(_ arguments: Arguments, secrets: [String]) {
        kind = .arguments(arguments)
        self.secrets = secrets
    }

    init(_ object: JSONObject, secrets: [String]) {
        kind = .object(object)
        self.secrets = secrets
    }

    /// A field's raw value and where it was found.
    func value(of field: FieldInfo) -> (JSON?, FieldSource) {
        switch kind {
        case .object(let object): return (object[field.name], field.source)
        case .arguments(let arguments): return value(of: field, in: arguments)
        }
    }

    private func value(of field: FieldInfo, in arguments: Arguments) -> (JSON?, FieldSource) {
        func text(_ values: [(name: String, value: String)]) -> JSON? {
            arguments.text(field.name, in: values, asList: field.isList)
        }
        switch field.source {
        case .body: return (arguments.members?[field.name], .body)
        case .path: return (text(arguments.path), .path)
        case .query: return (text(arguments.query), .query)
        case .header: return (text(arguments.headers), .header)
        case .queryOrBody:
            if let json = arguments.members?[field.name] { return (json, .body) }
            return (text(arguments.query), .query)
        }
    }

    /// FastAPI's `missing`; for a body it echoes the object that lacks the member, secrets blotted out.
    func missing(_ field: FieldInfo) -> ValidationIssue {
        let siblings: JSONObject? =
            switch kind {
            case .object(let object): object
            case .arguments(let arguments): field.source == .body ? arguments.members : nil
            }
        let input = siblings.map { JSON.object($0.hiding(secrets)) } ?? .null
        return ValidationIssue("missing", at: steps(field, field.source), "Field required", input: input)
    }

    /// Puts a field's own place before the issues found in its value.
    func locate(_ field: FieldInfo, _ source: FieldSource, since mark: Int, in issues: inout Issues) {
        issues.locate(since: mark, at: steps(field, source))
        if field.isSecret { issues.redact(since: mark) }
    }

    private func steps(_ field: FieldInfo, _ source: FieldSource) -> [ValidationIssue.Step] {
        if case .arguments = kind { return [source.step, .name(field.name)] }
        return [.name(field.name)]
    }
}
