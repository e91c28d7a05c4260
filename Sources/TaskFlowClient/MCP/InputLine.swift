/// A line that a client wrote.
enum InputLine: Sendable, Equatable {
    case text([UInt8])
    /// More than ``LineSplitter/limit``; it was thrown away as it came.
    case tooLong
}

/// Cuts what is read into lines, and holds one line at most.
struct LineSplitter {
    /// The longest line, in bytes: 4 MiB, what the server takes.
    static let limit = 4 << 20

    private var rest: [UInt8] = []
    private var isTooLong = false

    /// The lines that end in these bytes; blank ones are left out.
    mutating func add(_ bytes: some Collection<UInt8>) -> [InputLine] {
        var lines: [InputLine] = []
        let pieces = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            if index > 0, let line = end() { lines.append(line) }
            if rest.count + piece.count > Self.limit {
                isTooLong = true
                rest = []
            }
            if !isTooLong { rest += piece }
        }
        return lines
    }

    /// What is left when the input has ended, or nil: the line so far.
    mutating func end() -> InputLine? {
        defer {
            rest = []
            isTooLong = false
        }
        if isTooLong { return .tooLong }
        if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
        return rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ? nil : .text(rest)
    }
}
