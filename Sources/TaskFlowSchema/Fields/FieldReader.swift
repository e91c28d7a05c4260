/// Takes the values of fields one after another, in declared order, out of what was sent.
struct FieldReader {
    /// Thrown where a value is missing or faulty; what is wrong is among the issues.
    struct NoValue: Error {}

    private let fields: [FieldInfo]
    private var index = 0

    init(_ fields: [FieldInfo]) { self.fields = fields }

    /// The next field's value from what was sent, or an issue that says what is wrong with it.
    mutating func decode<Value: SchemaValue>(
        _ type: Value.Type, _ input: DecodingInput, into issues: inout Issues
    ) throws(NoValue) -> Value {
        let field = fields[index]
        index += 1
        if let group = field.group as? GroupDecoder<Value> {
            guard let value = group.decode(input, &issues) else { throw NoValue() }
            return value
        }
        let (json, source) = input.value(of: field)
        guard let json else {
            if let fallback = field.fallback(type) { return fallback }
            issues.add(input.missing(field))
            throw NoValue()
        }
        let mark = issues.count
        let value = Value.decode(json, into: &issues)
        if issues.count > mark { input.locate(field, source, since: mark, in: &issues) }
        guard let value else { throw NoValue() }
        return value
    }
}

/// Takes the values of fields one after another, in declared order, out of a row.
struct RowReader {
    /// Where in the row each field begins.
    private let starts: [Int]
    private var index = 0

    init(_ starts: [Int]) { self.starts = starts }

    /// The next field's value.
    mutating func next<Value: SchemaValue>(
        _ type: Value.Type, _ row: any ColumnReader
    ) throws(FieldReader.NoValue) -> Value {
        defer { index += 1 }
        do throws(NoColumnValue) { return try Value.readColumn(row, starts[index]) } catch {
            throw FieldReader.NoValue()
        }
    }
}
