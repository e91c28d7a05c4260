/// One of a few words, spelled on the wire as its raw value.
public protocol Choice: SchemaValue, CaseIterable, RawRepresentable, Hashable where RawValue == String {}

extension Choice {
    public static func decode(_ json: JSON, into issues: inout Issues) -> Self? {
        if case .string(let text) = json, let value = Self(rawValue: text) { return value }
        let message = "Input should be \(expected)"
        issues.add(ValidationIssue("literal_error", message, input: json, context: ["expected": .string(expected)]))
        return nil
    }

    @inlinable
    public func encode(to writer: inout JSONWriter) { writer.string(rawValue) }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })]
    }

    /// The words as pydantic lists them: `'a', 'b' or 'c'`.
    private static var expected: String {
        let words = allCases.map { "'\($0.rawValue)'" }
        guard let last = words.last, words.count > 1 else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension Choice where Self: ColumnConvertible {
    public var columnValue: ColumnValue { .text(rawValue) }
    @inlinable
    public static func read(_ row: any ColumnReader, _ column: Int) -> Self? {
        row.isNull(column) ? nil : Self(rawValue: row.text(column))
    }

    public static var columnCopy: ColumnCopy { ColumnCopying.words(allCases.map(\.rawValue), else: readThenEncode) }
}

/// One of a few words on input; a stored word may also be one of a later version of the program, and is kept as it is.
///
/// A type without a case for each word: whoever distinguishes them has to say what becomes of the others.
public protocol OpenChoice: Choice, ColumnConvertible {
    /// Takes a word as it stands, known or not.
    init(stored rawValue: String)
}

extension OpenChoice {
    /// The word, when this version knows it.
    public init?(rawValue: String) {
        self.init(stored: rawValue)
        guard isKnown else { return nil }
    }

    /// Whether it is one of this version's words.
    public var isKnown: Bool { Self.allCases.contains(self) }

    public static func read(_ row: any ColumnReader, _ column: Int) -> Self? {
        row.isNull(column) ? nil : Self(stored: row.text(column))
    }

    public static var columnCopy: ColumnCopy { .text }

    // Bytes, not canonical equivalence: a stranger's word is nobody else's.
    public static func == (left: Self, right: Self) -> Bool { left.rawValue.hasSameBytes(as: right.rawValue) }

    public func hash(into hasher: inout Hasher) {
        var text = rawValue
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
