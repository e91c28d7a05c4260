internal import TaskFlowSchema

/// What an engine keeps its prepared statements by: a template, of which a few bytes are hashed and all are compared. The
/// templates are long, and each call looks several of them up.
package struct StatementKey: Hashable, Sendable {
    private let template: String

    /// - Parameter template: A statement's ``SQL/template``.
    package init(_ template: String) { self.template = template }

    package static func == (left: StatementKey, right: StatementKey) -> Bool {
        left.template.hasSameBytes(as: right.template)
    }

    package func hash(into hasher: inout Hasher) {
        var template = template
        template.withUTF8 { utf8 in
            hasher.combine(utf8.count)
            let bytes = UnsafeRawBufferPointer(utf8)
            guard bytes.count >= 8 else { return hasher.combine(bytes: bytes) }
            // Statements differ by their beginning, by what they ask for and by their end.
            for sample in 0..<Self.samples {
                let offset = (bytes.count - 8) * sample / (Self.samples - 1)
                hasher.combine(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
        }
    }

    private static let samples = 8
}
