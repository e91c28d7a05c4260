package import TaskFlowSchema

/// A task's tags: at most 50, each once, in the order given.
package struct Tags: BoundedList {
    /// How many tags a task may have.
    package static let limit = 50

    package let all: [Tag]

    /// Keeps the first of equal tags.
    package init(_ tags: [Tag]) { all = tags.distinct }

    private init(distinct tags: [Tag]) { all = tags }
}

// In a column: the tags between spaces, which no tag contains, so that ` bug ` finds the tag and nothing else.
extension Tags: ColumnConvertible {
    package var columnValue: ColumnValue {
        .text(all.isEmpty ? "" : " \(all.map(\.rawValue).joined(separator: " ")) ")
    }

    package static func read(_ row: any ColumnReader, _ column: Int) -> Tags? {
        if row.isNull(column) { return nil }
        let words = row.text(column).utf8.split(separator: UInt8(ascii: " "))
        return Tags(distinct: words.map { Tag(trusted: String(Substring($0))) })
    }

    package static var columnCopy: ColumnCopy {
        .by { (row, column, writer) throws(NoColumnValue) in
            if row.isNull(column) { throw NoColumnValue() }
            row.withBytes(column) { words in
                writer.beginArray()
                var begin = 0
                for index in 0...words.count where index == words.count || words[index] == UInt8(ascii: " ") {
                    if index > begin { writer.text(UnsafeBufferPointer(rebasing: words[begin..<index])) }
                    begin = index + 1
                }
                writer.endArray()
            }
        }
    }
}

/// A tag: `^[a-z0-9][a-z0-9_.:-]{0,49}$`.
package struct Tag: ConstrainedString {
    package static let rules = StringRules(
        0...50, pattern: .init("^[a-z0-9][a-z0-9_.:-]{0,49}$", matches: isTag), example: "bug")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    private static func isTag(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first, first.isLowercaseLetterOrDigit else { return false }
        return text.allSatisfy { $0.isLowercaseLetterOrDigit || "_.:-".utf8.contains($0) }
    }
}
