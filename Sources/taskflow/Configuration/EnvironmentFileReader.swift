internal import Foundation

/// Takes a `.env` file apart, line by line. A quoted value may go over several lines.
struct EnvironmentFileReader {
    /// One line, or several where a quote goes on; the number is the first one's.
    struct Line {
        let number: Int
        let source: String
        let content: Content
    }

    enum Content: Equatable {
        /// An empty line or a comment.
        case nothing
        case variable(name: String, value: String)
        case fault(String)
    }

    private let lines: [String?]
    private var position = 0

    init(_ data: Data) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = data.starts(with: mark) ? data.dropFirst(mark.count) : data
        // Bytes, as a carriage return and a line feed are one Character.
        lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(validating: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
    }

    mutating func next() -> Line? {
        guard position < lines.count else { return nil }
        let (number, source) = (position + 1, lines[position])
        position += 1
        return Line(number: number, source: source ?? "", content: source.map { read($0) } ?? .fault("is not UTF-8"))
    }

    private mutating func read(_ line: String) -> Content {
        var text = Self.trimmed(line)
        if text.isEmpty || text.hasPrefix("#") { return .nothing }
        if text.hasPrefix("export "), text.contains("=") { text = Self.trimmed(String(text.dropFirst(7))) }
        guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            return .fault("no '=' in it: write NAME=value, and # before a comment")
        }
        let name = Self.trimmed(String(text[..<sign]))
        guard Self.isName(name) else { return .fault("what stands before '=' is not the name of a variable") }
        return value(Self.trimmed(String(text[text.utf8.index(after: sign)...])), of: name)
    }

    private mutating func value(_ text: String, of name: String) -> Content {
        guard let quote = text.utf8.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return .variable(name: name, value: Self.uncommented(text))
        }
        var inner = String(text.dropFirst())
        var end = position
        while !inner.utf8.contains(quote), end < lines.count, let next = lines[end] {
            inner += "\n" + next
            end += 1
        }
        guard let close = inner.utf8.firstIndex(of: quote) else {
            return .fault("the quote before the value is not closed")
        }
        let rest = Self.trimmed(String(inner[inner.utf8.index(after: close)...]))
        guard rest.isEmpty || rest.hasPrefix("#") else {
            return .fault(
                end > position
                    ? "the quote before the value is not closed on its line" : "something follows the closing quote")
        }
        position = end
        return .variable(name: name, value: String(inner[..<close]))
    }

    /// Without a comment, which has a space before it.
    private static func uncommented(_ text: String) -> String {
        if text.hasPrefix("#") { return "" }
        let ends = [" #", "\t#"].compactMap { text.firstRange(of: $0)?.lowerBound }
        return trimmed(String(text[..<(ends.min() ?? text.endIndex)]))
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "_.-".unicodeScalars.contains(scalar)
        }
    }

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }
}
