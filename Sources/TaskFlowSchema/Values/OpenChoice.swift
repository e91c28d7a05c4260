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

    // Bytes, not canonical equivalence: a stranger's word is nobody else's.
    public static func == (left: Self, right: Self) -> Bool { left.rawValue.hasSameBytes(as: right.rawValue) }

    public func hash(into hasher: inout Hasher) {
        var text = rawValue
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
