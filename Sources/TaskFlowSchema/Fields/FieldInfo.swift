/// What a field promises, whatever its type: the part of ``Field`` that documents, clients and tables are made from.
/// A class, so that passing it on costs one reference and not one for each of its texts.
public final class FieldInfo: Sendable {
    /// The name on the wire.
    public let name: String
    /// One sentence for the documents.
    public let summary: String
    /// Where a caller puts it.
    public let source: FieldSource
    /// Whether the value is a secret, never echoed.
    public let isSecret: Bool
    /// Whether a caller must send it.
    public let isRequired: Bool
    /// Whether a repeated parameter makes one list.
    public let isList: Bool
    /// Whether a null that is sent takes a value away.
    public let nullClears: Bool
    /// What an absent value means, when that is worth saying.
    public let defaultValue: JSON?
    /// The columns or the SQL expression that the value is read from, for rows.
    public let columns: [String]
    /// The fields that a group stands for; empty for a field of its own.
    let members: [FieldInfo]
    let group: (any Sendable & AnyObject)?
    /// The names of secret members within the value.
    let innerSecrets: [String]
    /// The name as it stands in an object, with a comma before it and the colon behind it.
    let encodedName: [UInt8]
    /// Writes the value that a row holds from a column on, without making anything else of it.
    let copy: ColumnCopy
    /// The same for a column that is known to hold something, where one without is `null`; `nil` for other types.
    let copyPresent: ColumnCopy?
    private let describe: @Sendable (inout Definitions) -> JSONObject
    private let explicitFallback: (any Sendable & AnyObject)?

    init<Value: SchemaValue>(
        _ type: Value.Type, _ name: String, _ source: FieldSource, _ fallback: Value?, isSecret: Bool,
        _ summary: String, columns: [String]
    ) {
        self.name = name
        self.source = source
        self.isSecret = isSecret
        self.summary = summary
        self.columns = columns
        isRequired = fallback == nil && Value.whenAbsent == nil
        isList = Value.isList
        nullClears = Value.nullClears
        members = []
        group = nil
        innerSecrets = Value.secrets
        defaultValue = fallback?.json
        explicitFallback = fallback.map { Fallback($0) }
        encodedName = Array(",\(JSON.string(name).text):".utf8)
        describe = { Value.describe(in: &$0) }
        copy = Value.columnCopy
        copyPresent = (Value.self as? any NullableColumn.Type)?.presentCopy
    }

    /// A group: the fields of another type, which stand in place of this one.
    init<Value: Described>(group type: Value.Type) {
        name = ""
        summary = ""
        source = .body
        isSecret = false
        isRequired = false
        isList = false
        nullClears = false
        defaultValue = nil
        columns = []
        explicitFallback = nil
        encodedName = []
        describe = { _ in [:] }
        copy = .by { (_, _, _) throws(NoColumnValue) in throw NoColumnValue() }
        copyPresent = nil
        members = Value.schema.fields
        innerSecrets = Value.schema.secrets
        group = GroupDecoder<Value> { input, issues in Value.schema.decodeFields(input, &issues) }
    }

    /// Whether it may stand in the query.
    var isInQuery: Bool { source == .query || source == .queryOrBody }

    /// What an absent value means; `nil` when it must be there.
    func fallback<Value: SchemaValue>(_ type: Value.Type) -> Value? {
        guard let explicitFallback else { return Value.whenAbsent }
        return (explicitFallback as? Fallback<Value>)?.value
    }

    /// The field's JSON Schema, with its default and description.
    public func schema(in definitions: inout Definitions) -> JSONObject {
        var schema = describe(&definitions)
        if let defaultValue { schema["default"] = defaultValue }
        schema["description"] = .string(summary)
        return schema
    }
}

/// A default of some type, where the type is not known.
private final class Fallback<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}

/// Decodes a group of some type, where the type is not known.
final class GroupDecoder<Value: Sendable>: Sendable {
    let decode: @Sendable (DecodingInput, inout Issues) -> Value?

    init(_ decode: @escaping @Sendable (DecodingInput, inout Issues) -> Value?) { self.decode = decode }
}

/// Where an operation's caller puts a value over HTTP. Doors without such places (MCP) take all members from one
/// object.
public enum FieldSource: Sendable, Equatable {
    case body
    case path
    case query
    case header
    /// The body, or the query when the body does not have it.
    case queryOrBody

    /// The first step of an issue's location.
    var step: ValidationIssue.Step {
        switch self {
        case .body: .name("body")
        case .path: .name("path")
        case .query, .queryOrBody: .name("query")
        case .header: .name("header")
        }
    }
}
