/// A type's fields, listed once. From this one list come decoding with every fault reported, encoding in declared order,
/// JSON Schema, and the columns of a row. The compiler checks that fields and initialiser agree.
///
/// The initialiser is inlinable so that the compiler unrolls the packs where the types are known: a task is then read in
/// 2 µs instead of 18, and encoded in 1.5 instead of 15 (docs/architecture.md).
public struct Schema<Root: Sendable>: Sendable {
    /// The fields in declared order.
    public let fields: [FieldInfo]
    @usableFromInline let secrets: [String]
    @usableFromInline let decodeFields: @Sendable (DecodingInput, inout Issues) -> Root?
    @usableFromInline let encoders: [(info: FieldInfo, encode: @Sendable (Root, inout JSONWriter) -> Void)]
    @usableFromInline let readColumns: @Sendable (any ColumnReader) -> Root?

    @inlinable
    public init<each Value: SchemaValue>(
        _ make: @escaping @Sendable (repeat each Value) -> Root, _ field: repeat Field<Root, each Value>
    ) {
        var fields: [FieldInfo] = []
        repeat fields.append((each field).info)
        self.fields = fields
        secrets = fields.flatMap { ($0.isSecret ? [$0.name] : []) + $0.innerSecrets }

        decodeFields = { input, issues in
            let decoded = (repeat (each field).decode(input, into: &issues))
            return try? make(repeat NoValue.unwrap(each decoded))
        }
        var encoders: [(info: FieldInfo, encode: @Sendable (Root, inout JSONWriter) -> Void)] = []
        repeat encoders.append(((each field).info, (each field).encode))
        self.encoders = encoders
        readColumns = { row in
            var index = 0
            return try? make(repeat (each field).readColumn(row, &index))
        }
    }

    /// Decodes an operation's arguments.
    public func decode(_ arguments: Arguments, into issues: inout Issues) -> Root? {
        if case .invalid(let issue) = arguments.body {
            issues.add(issue)
            return nil
        }
        if let issue = bodyIssue(arguments) {
            // The other sources are still checked, so that all faults are told at once.
            var probe = Issues()
            _ = decodeFields(DecodingInput(arguments, secrets: secrets), &probe)
            for other in probe.all where other.location.first != .name("body") { issues.add(other) }
            issues.add(issue)
            return nil
        }
        return decodeFields(DecodingInput(arguments, secrets: secrets), &issues)
    }

    /// Decodes the members of one object.
    public func decode(_ object: JSONObject, into issues: inout Issues) -> Root? {
        decodeFields(DecodingInput(object, secrets: secrets), &issues)
    }

    /// Writes a value as an object with every field, in declared order.
    public func encode(_ root: Root, to writer: inout JSONWriter) {
        writer.beginObject()
        for (info, encode) in encoders {
            writer.name(encoded: info.encodedName)
            encode(root, &writer)
        }
        writer.endObject()
    }

    /// Reads a value from a row whose columns are ``columns``; `nil` when the row holds what the type does not allow.
    public func read(_ row: any ColumnReader) -> Root? { readColumns(row) }

    /// The columns to select for ``read(_:)``, in declared order.
    public var columns: [String] { fields.compactMap(\.column) }

    /// How many columns ``read(_:)`` takes; what a query selects besides comes after them.
    public var columnCount: Int { columns.count }

    /// What is wrong with a body as a whole, where the type needs one.
    private func bodyIssue(_ arguments: Arguments) -> ValidationIssue? {
        let message = "Input should be a valid dictionary or object to extract fields from"
        switch arguments.body {
        case .json(.object), .invalid: return nil
        case .json(.null) where !fields.contains(where: { $0.source == .body }): return nil
        case .json(let json):
            guard fields.contains(where: { $0.source == .body || $0.source == .queryOrBody }) else { return nil }
            let input = json.hiding(secrets)
            return ValidationIssue("model_attributes_type", at: [.name("body")], message, input: input)
        case .absent:
            guard fields.contains(where: { $0.source == .body }) else { return nil }
            return ValidationIssue("missing", at: [.name("body")], "Field required", input: .null)
        }
    }
}
