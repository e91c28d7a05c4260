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
