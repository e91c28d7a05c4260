package import TaskFlowSchema

/// A statement, or a part of one, with its values bound apart from the text.
///
///     let open: SQL = "status <> \(Status.completed)"
///     try tx.all("SELECT \(raw: columns) FROM tasks WHERE id = \(id) AND \(open)", Task.read)
///
/// Whatever comes from outside goes in by `\(value)` and so can never become text. `\(fragment)` splices another `SQL`,
/// `\(raw: "…")` takes literals and column lists alone, and `\(list: values)` writes `($1, $2)`.
package struct SQL: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The text with ``mark`` where a value goes: splicing is then appending, whatever number the value ends up with.
    /// Equal templates have equal texts, so an engine may keep its prepared statements by it without rendering.
    package internal(set) var template: String

    /// The values, in the order of their placeholders.
    package internal(set) var bindings: [ColumnValue]

    /// Text without values.
    package init(stringLiteral text: String) {
        template = text
        bindings = []
    }

    /// Text with values and fragments.
    package init(stringInterpolation parts: StringInterpolation) { self = parts.sql }

    /// Text that was put together at run time; for migrations and engines, never for anything a caller sent.
    package init(trusted text: String) { self.init(stringLiteral: text) }

    /// The text with placeholders `$1`, `$2` …, which both SQLite and PostgreSQL take. Made at each call.
    package var text: String { bindings.isEmpty ? template : rendered() }

    /// Whether there is no text at all.
    package var isEmpty: Bool { template.isEmpty }

    /// NUL, which no statement of either engine may hold.
    static let mark: UInt8 = 0

    private func rendered() -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(template.utf8.count + bindings.count * 3)
        var number = 0
        for byte in template.utf8 {
            guard byte == Self.mark else { bytes.append(byte); continue }
            number += 1
            bytes.append(UInt8(ascii: "$"))
            bytes.append(contentsOf: String(number).utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
