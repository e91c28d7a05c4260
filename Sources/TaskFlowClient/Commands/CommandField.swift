internal import TaskFlowOperations
internal import TaskFlowSchema

/// One field of a command's operation, as the shell sees it.
struct CommandField: Sendable {
    let info: FieldInfo
    let kind: ValueKind
    /// Every spelling of its flag, the preferred one first, with dashes: `--project`, `--project-slug`.
    let flags: [String]
    /// What kind of thing its text names, as far as the client helps with it.
    let meaning: FieldMeaning?
    let isPositional: Bool
    /// Whether `--no-…` clears it.
    let isClearable: Bool
    /// The words it may be, where it is one of a few.
    let choices: [String]

    var name: String { info.name }
    var isBoolean: Bool { kind == .boolean }
    var isList: Bool { kind.isList || info.isList }

    /// The flag that help shows.
    var flag: String { flags.first ?? "--\(name)" }

    /// How help writes the value: `TITLE`, `low|high`.
    var placeholder: String {
        if name == "task_id" { return "ID" }
        let plain = String(flag.drop { $0 == "-" })
        return (plain.count > 1 ? plain : name).uppercased().replacing("-", with: "_")
    }

    init(_ info: FieldInfo, spec: CommandSpec, among names: [String] = []) {
        var definitions = Definitions(style: .inline)
        let schema = info.schema(in: &definitions)
        self.info = info
        kind = ValueKind(schema)
        isPositional = spec.positional.contains(info.name)
        flags = Self.flags(info.name, spec) + [ShortFlag.of(info.name, among: names)].compactMap(\.self)
        meaning = FieldMeaning(info.name, schema, isWorkerCommand: spec.words.first == "worker")
        let isInBody = info.source == .body
        let canBeEmpty = Self.isNullable(schema) || kind.isList
        isClearable = isInBody && kind != .boolean && canBeEmpty && (spec.isPatch || isPositional)
        choices = Self.choices(schema)
    }

    private static func flags(_ name: String, _ spec: CommandSpec) -> [String] {
        let short = spec.flags.filter { $0.value == name }.map(\.key).sorted { ($1.count, $0) < ($0.count, $1) }
        return (short + [name]).flatMap(spellings).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func spellings(_ name: String) -> [String] { ["--" + name.replacing("_", with: "-")] }

    private static func isNullable(_ schema: JSONObject) -> Bool {
        schema["anyOf"]?.arrayValue?.contains { $0["type"] == "null" } ?? false
    }

    private static func choices(_ schema: JSONObject) -> [String] {
        if let words = schema["enum"]?.arrayValue { return words.compactMap(\.stringValue) }
        if let items = schema["items"]?.objectValue { return choices(items) }
        let alternatives = schema["anyOf"]?.arrayValue?.compactMap(\.objectValue) ?? []
        return alternatives.lazy.map(choices).first { !$0.isEmpty } ?? []
    }
}

/// What a field must know of its command.
struct CommandSpec {
    let words: [String]
    let positional: [String]
    let flags: [String: String]
    let isPatch: Bool

    init(_ spec: Spec) {
        words = spec.verb.words
        positional = spec.verb.positional
        flags = spec.verb.flags
        isPatch = spec.route.method == .patch
    }
}
