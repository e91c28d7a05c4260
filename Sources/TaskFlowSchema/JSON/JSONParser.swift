/// A strict JSON parser (RFC 8259, and I-JSON's ban on duplicate members): one text, the whole input, nothing repaired.
///
/// Refused beside bad grammar: duplicate members, lone surrogates, invalid UTF-8, a byte order mark, bytes after the
/// text, numbers beyond a finite `Double`, and nesting deeper than ``maximumDepth``.
public struct JSONParser: ~Copyable {
    /// Arrays and objects may nest this deep.
    public static let maximumDepth = 64

    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    var depth = 0
    /// How many values there may still be.
    private var room: Int

    /// Parses a whole text.
    ///
    /// - Parameter values: How many values it may hold, those within others counted: two bytes can be one that takes twenty-four.
    public static func parse(
        _ bytes: some Sequence<UInt8>, values: Int = .max
    ) throws(JSONSyntaxError) -> JSON {
        let contiguous: Result<JSON, JSONSyntaxError>? = bytes.withContiguousStorageIfAvailable {
            parseResult($0, values)
        }
        if let contiguous { return try contiguous.get() }
        return try Array(bytes).withUnsafeBufferPointer { parseResult($0, values) }.get()
    }

    private static func parseResult(
        _ bytes: UnsafeBufferPointer<UInt8>, _ values: Int
    ) -> Result<JSON, JSONSyntaxError> {
        var parser = JSONParser(bytes: bytes, room: values)
        do throws(JSONSyntaxError) { return .success(try parser.parseText()) } catch { return .failure(error) }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, room: Int) { (self.bytes, self.room) = (bytes, room) }

    private mutating func parseText() throws(JSONSyntaxError) -> JSON {
        skipWhitespace()
        let value = try parseValue()
        skipWhitespace()
        guard index == bytes.count else { throw error("Extra data", at: index) }
        return value
    }

    mutating func parseValue() throws(JSONSyntaxError) -> JSON {
        guard room > 0 else { throw error("Too many values", at: index) }
        room -= 1
        switch peek() {
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "{"): return try nested { parser throws(JSONSyntaxError) in try parser.parseObject() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONSyntaxError) in try parser.parseArray() }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        default: throw error("Expecting value", at: index)
        }
    }

    private mutating func nested(
        _ parse: (inout JSONParser) throws(JSONSyntaxError) -> JSON
    ) throws(JSONSyntaxError) -> JSON {
        guard depth < Self.maximumDepth else { throw error("Nested too deeply", at: index) }
        depth += 1
        defer { depth -= 1 }
        return try parse(&self)
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        let start = index
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek() == word.utf8Start[offset] else { throw error("Expecting value", at: start) }
            index += 1
        }
        return value
    }
}

extension JSONParser {
    /// The byte at the reading position; 0 at the end (a NUL byte is never valid there either).
    func peek() -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    mutating func skipWhitespace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    /// An error at a byte position, told in scalars; invalid UTF-8 anywhere outranks it.
    func error(_ message: String, at position: Int) -> JSONSyntaxError {
        let head = UnsafeBufferPointer(rebasing: bytes[..<min(position, bytes.count)])
        guard String(validating: bytes, as: UTF8.self) != nil else {
            return JSONSyntaxError("Invalid UTF-8", offset: 0, isEncodingError: true)
        }
        let scalars = head.reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
        return JSONSyntaxError(message, offset: scalars)
    }
}

/// Why bytes are not one JSON text, and where.
public struct JSONSyntaxError: Error, Sendable, Equatable {
    /// What is wrong, in the words of Python's `json` module where it has words for it.
    public let message: String
    /// Offset of the fault in Unicode scalars from the start.
    public let offset: Int
    /// Whether the bytes are not UTF-8 at all, so that no offset in scalars has a meaning.
    public let isEncodingError: Bool

    init(_ message: String, offset: Int, isEncodingError: Bool = false) {
        self.message = message
        self.offset = offset
        self.isEncodingError = isEncodingError
    }
}
