internal import TaskFlowDomain
internal import TaskFlowSchema

/// Finds handles in Markdown, but not in code, where `@handle` is a decorator or the like, and not in addresses of mail. It takes
/// time in proportion to the text, whatever that is: it is read while others wait for the database.
enum MentionReader {
    /// The handles in the order in which they stand there, each once. Capitals are read as small letters.
    static func handles(in text: String) -> [Handle] {
        var found: [Handle] = []
        var fence: CodeFence?
        var paragraph: [UInt8] = []
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if let open = fence {
                if open.isClosed(by: line) { fence = nil }
                continue
            }
            fence = CodeFence(line)
            if fence == nil, !line.allSatisfy(isSpace) {
                paragraph += line
                paragraph.append(0x0A)
            } else {
                read(paragraph, into: &found)
                paragraph = []
            }
        }
        read(paragraph, into: &found)
        return found.distinct
    }

    /// Code within a line may go on in the next one, but not past the paragraph.
    private static func read(_ text: [UInt8], into found: inout [Handle]) {
        guard text.contains(UInt8(ascii: "@")) else { return }
        let runs = TickRuns(text)
        var index = 0
        while index < text.count {
            let byte = text[index]
            let next = index + 1 < text.count ? text[index + 1] : 0
            if byte == UInt8(ascii: "\\"), next == UInt8(ascii: "`") || next == UInt8(ascii: "\\") {
                index += 2
            } else if byte == UInt8(ascii: "`") {
                index = runs.end(ofCodeAt: index)
            } else if byte == UInt8(ascii: "@"), !isWithinWord(text[..<index]) {
                let name = text[(index + 1)...].prefix { isHandle($0) }
                // Behind the name of a server there is another sign: it is an address.
                if name.endIndex == text.count || text[name.endIndex] != byte, let handle = handle(name) {
                    found.append(handle)
                }
                index = name.endIndex
            } else {
                index += 1
            }
        }
    }

    private static func handle(_ name: ArraySlice<UInt8>) -> Handle? {
        if name.isEmpty || name.count > 50 { return nil }
        var issues = Issues()
        return Handle.decode(.string("@" + String(decoding: name, as: UTF8.self).lowercased()), into: &issues)
    }

    private static func isHandle(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            || byte == 0x2D
    }

    /// Whether a sign behind this text stands within a word, an address or a path. Words are told apart by spaces, but not in
    /// Chinese and Japanese.
    private static func isWithinWord(_ before: ArraySlice<UInt8>) -> Bool {
        guard let byte = before.last else { return false }
        if byte < 0x80 { return isHandle(byte) || ".@/".utf8.contains(byte) }
        let bytes = before.suffix(4).drop { $0 & 0xC0 == 0x80 }
        guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.last else { return false }
        let isSpaceless = scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value)
        return !isSpaceless && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }
}

/// The line that begins code of its own: three backticks or tildes, or more, also in a list or a quotation.
private struct CodeFence {
    private let mark: UInt8
    private let length: Int

    init?(_ line: Substring.UTF8View) {
        let start = Self.content(of: line)
        guard let mark = start.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
        let length = start.prefix { $0 == mark }.count
        // What has backticks behind it is code within the line.
        let isFence = mark == UInt8(ascii: "~") || !start.dropFirst(length).contains(mark)
        guard length >= 3, isFence else { return nil }
        (self.mark, self.length) = (mark, length)
    }

    func isClosed(by line: Substring.UTF8View) -> Bool {
        let start = Self.content(of: line)
        let run = start.prefix { $0 == mark }.count
        return run >= length && start.dropFirst(run).allSatisfy(isSpace)
    }

    private static func content(of line: Substring.UTF8View) -> Substring.UTF8View {
        line.drop { isSpace($0) || $0 == UInt8(ascii: ">") }
    }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

/// The runs of backticks in a paragraph: code begins with one and ends with the next of the same length.
private struct TickRuns {
    private let text: [UInt8]
    /// Where the runs of each length begin, in order.
    private let starts: [Int: [Int]]

    init(_ text: [UInt8]) {
        var starts: [Int: [Int]] = [:]
        var index = 0
        while let start = text[index...].firstIndex(of: UInt8(ascii: "`")) {
            index = text[start...].firstIndex { $0 != UInt8(ascii: "`") } ?? text.count
            starts[index - start, default: []].append(start)
        }
        self.text = text
        self.starts = starts
    }

    /// Behind the code that begins with the run at an index; behind the run itself where nothing ends it.
    func end(ofCodeAt index: Int) -> Int {
        let end = text[index...].firstIndex { $0 != UInt8(ascii: "`") } ?? text.count
        let length = end - index
        guard let ends = starts[length] else { return end }
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < end { low = middle + 1 } else { high = middle }
        }
        return low < ends.count ? ends[low] + length : end
    }
}
