package import TaskFlowSchema

/// What a caller sends with a write that it may have to repeat: the same key with the same input is the same call, whichever
/// door it comes by. 1–255 visible ASCII characters, bare or quoted as a structured field's string (RFC 8941, 3.3.3); quoted
/// and bare are one key.
package struct IdempotencyKey: SchemaValue, Equatable {
    /// The header, in lower case.
    package static let header = "idempotency-key"

    /// The key without its quotes.
    package let text: String

    /// What stands within the quotes, if there are any.
    private struct Plain: ConstrainedString {
        static let rules = StringRules(
            1...255,
            pattern: StringRules.Pattern(#"^(?:[!#-~][!-~]*|"(?:[!#-\[\]-~]|\\["\\])+")$"#) { text in
                text.allSatisfy { (0x21...0x7E).contains($0) }
            },
            example: "8f14e45f-ceea-467f-a8d5-2c1f3b9d7a60")
        let rawValue: String

        init(trusted rawValue: String) { self.rawValue = rawValue }
    }

    package static func decode(_ json: JSON, into issues: inout Issues) -> IdempotencyKey? {
        guard case .string(let sent) = json else {
            issues.add(ValidationIssue("string_type", "Input should be a valid string", input: json))
            return nil
        }
        // Quotes that are not what RFC 8941 writes are taken for no key at all, so that the pattern is told.
        let text = sent.utf8.first == quote ? unquoted(sent) ?? " " : sent
        return Plain.decode(.string(text), into: &issues).map { IdempotencyKey(text: $0.rawValue) }
    }

    package func encode(to writer: inout JSONWriter) { writer.string(text) }
    package static func describe(in definitions: inout Definitions) -> JSONObject {
        Plain.describe(in: &definitions)
    }

    private static let quote = UInt8(ascii: "\"")

    /// What stands between quotes, whose own quotes and backslashes have a backslash before them.
    private static func unquoted(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 2, bytes.last == quote else { return nil }
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in bytes[1..<(bytes.count - 1)] {
            let isSpecial = byte == quote || byte == UInt8(ascii: "\\")
            if isEscaped ? !isSpecial : byte == quote { return nil }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
            if !isEscaped { plain.append(byte) }
        }
        return isEscaped ? nil : String(decoding: plain, as: UTF8.self)
    }
}

/// The one field that every write has besides its own.
private struct KeyField: Described {
    let key: IdempotencyKey?

    static let schema = Schema(
        KeyField.init,
        Field(
            IdempotencyKey.header, \.key, in: .header,
            "The same key when you repeat a call: it is done once, and answered alike for 24 hours"))
}

extension Operation {
    /// The fields that a caller may send: those of the input, and for a write the idempotency key.
    package static var fields: [FieldInfo] {
        takesKey ? Input.schema.fields + KeyField.schema.fields : Input.schema.fields
    }

    /// Whether the answer of a write holds a secret, which is told once.
    package static var answersSecret: Bool { (Output.self as? any CommandOutput.Type)?.secrets.isEmpty == false }

    /// Reads what a caller sent, or tells what is wrong with it.
    package static func read(_ arguments: Arguments, into issues: inout Issues) -> (input: Input, key: CallKey?)? {
        let mark = issues.count
        let input = Input.schema.decode(arguments, into: &issues)
        guard takesKey, let sent = arguments.headers.last(where: { $0.name == IdempotencyKey.header }) else {
            return input.map { ($0, nil) }
        }
        let before = issues.count
        let key = IdempotencyKey.decode(.string(sent.value), into: &issues)
        issues.locate(since: before, at: [.name("header"), .name(IdempotencyKey.header)])
        guard issues.count == mark, let input, let key else { return nil }
        return (input, CallKey(key, of: Self.self, input))
    }
}
