/// A type's fields, listed once. From this one list come decoding with every fault reported, encoding in declared
/// order, JSON Schema, and the columns of a row. The compiler checks that fields and initialiser agree.
public struct Schema<Root: Sendable>: Sendable {
    /// The fields in declared order, those of groups among them.
    public let fields: [FieldInfo]
    let secrets: [String]
    /// The columns to select for ``read(_:)``, in declared order, those of one field together.
    public let columns: [String]
    /// How many columns ``read(_:)`` takes; what a query selects besides comes after them.
    public let columnCount: Int
    /// All fields, for whoever wants no value of the type but its JSON: ``read(_:)`` and ``encode(_:to:)`` in one.
    public let whole: FieldSelection
    /// Whether every field is kept in a column.
    private let isRow: Bool
    let decodeFields: @Sendable (DecodingInput, inout Issues) -> Root?
    private let readColumns: @Sendable (any ColumnReader) -> Root?
    /// How the fields that a table keeps are written to it.
    let stored: [StoredField<Root>]
    let writeFields: [@Sendable (Root, inout JSONWriter) -> Void]
    /// Whether a member of a body that is none of the fields is a fault.
    private(set) var isClosed = false

    public init<each Value: SchemaValue>(
        _ make: @escaping @Sendable (repeat each Value) -> Root, _ field: repeat Field<Root, each Value>
    ) {
        var infos: [FieldInfo] = []
        var writers: [@Sendable (Root, inout JSONWriter) -> Void] = []
        repeat infos.append((each field).info)
        var kept: [StoredField<Root>?] = []
        repeat writers.append((each field).write)
        repeat kept.append((each field).stored)
        // The closures below must not hold `field`: a pack of generic types is looked up anew at each use.
        let parts = infos
        fields = parts.flatMap { $0.group == nil ? [$0] : $0.members }
        writeFields = writers
        stored = kept.compactMap { $0 }
        columns = fields.flatMap(\.columns)
        columnCount = columns.count
        whole = FieldSelection(fields)
        isRow = parts.allSatisfy { !$0.columns.isEmpty }
        var starts = [0]
        for count in parts.map(\.columns.count) { starts.append((starts.last ?? 0) + count) }
        secrets = fields.flatMap { ($0.isSecret ? [$0.name] : []) + $0.innerSecrets }

        decodeFields = { input, issues in
            var reader = FieldReader(parts)
            var probe = Issues()
            let root = try? make(repeat reader.decode((each Value).self, input, into: &probe))
            if let root, probe.count == 0 { return root }
            // Something is wrong: once more, past the first fault, so that all are told.
            reader = FieldReader(parts)
            repeat _ = try? reader.decode((each Value).self, input, into: &issues)
            return nil
        }
        let begins = starts
        readColumns = { row in
            var reader = RowReader(begins)
            return try? make(repeat reader.next((each Value).self, row))
        }
    }

    /// The same fields, and a member that is none of them is a fault wherever it stands: for what would lose its meaning
    /// without it.
    public func closed() -> Schema {
        var schema = self
        schema.isClosed = true
        return schema
    }

    /// Decodes an operation's arguments. A query member that is none of the fields is a fault; one of the body is ignored
    /// unless the schema is ``closed()``.
    public func decode(_ arguments: Arguments, into issues: inout Issues) -> Root? {
        let mark = issues.count
        let root = decodeKnown(arguments, into: &issues)
        if isClosed, let members = arguments.members, refuse(members, at: [.name("body")], &issues) { return nil }
        if arguments.query.isEmpty, arguments.faults.isEmpty { return root }
        for fault in arguments.faults + strangers(in: arguments.query) { issues.add(fault) }
        return issues.count == mark ? root : nil
    }

    private func decodeKnown(_ arguments: Arguments, into issues: inout Issues) -> Root? {
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
        let root = decodeFields(DecodingInput(object, secrets: secrets), &issues)
        return isClosed && refuse(object, at: [], &issues) ? nil : root
    }

    /// Adds a fault for each member that no field knows; answers whether there is one.
    private func refuse(_ object: JSONObject, at place: [ValidationIssue.Step], _ issues: inout Issues) -> Bool {
        let known = fields.filter { $0.source == .body || $0.source == .queryOrBody }.map(\.name)
        var isRefused = false
        for (name, value) in object.members where !known.contains(name) {
            isRefused = true
            // To look for the name that was meant takes time.
            if issues.count >= Issues.limit { break }
            issues.add(.unknown(name, among: known, at: place, input: value))
        }
        return isRefused
    }

    /// Writes a value as an object with every field, in declared order.
    public func encode(_ root: Root, to writer: inout JSONWriter) {
        writer.beginObject()
        encodeMembers(root, to: &writer)
        writer.endObject()
    }

    /// Writes the fields alone, as members of an object that was begun.
    func encodeMembers(_ root: Root, to writer: inout JSONWriter) {
        for write in writeFields { write(root, &writer) }
    }

    /// Reads a value from a row whose columns are ``columns``; `nil` when the row holds what the type does not allow.
    public func read(_ row: any ColumnReader) -> Root? { isRow ? readColumns(row) : nil }

    /// The query's members that no field knows.
    private func strangers(in query: [(name: String, value: String)]) -> [ValidationIssue] {
        query.filter { pair in !fields.contains { $0.isInQuery && $0.name == pair.name } }.map { name, value in
            let known = fields.filter(\.isInQuery).map(\.name)
            return .unknown(name, among: known, at: [.name("query")], input: .string(value))
        }
    }

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
