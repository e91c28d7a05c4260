internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension TaskFlowError {
    /// What is wrong with a file that is to be imported: one sentence, without a full stop.
    static func importFault(_ message: String) -> TaskFlowError { TaskFlowError(.validationFailed, message) }

    /// What is wrong with one line of it.
    static func importFault(_ line: Int, _ message: String) -> TaskFlowError { importFault("Line \(line): \(message)") }

    /// The same for a row that the database refused.
    static func importFault(_ line: Int, _ table: MovedTable, _ violation: ConstraintViolation) -> TaskFlowError {
        switch violation {
        case .unique(let detail):
            let columns = detail.replacing("\(table.name).", with: "")
            return .importFault(line, "\(table.name): an earlier row has the same \(columns)")
        case .foreignKey: return .importFault(line, "\(table.name): it refers to a row that the file does not have")
        case .check(let rule): return .importFault(line, "\(table.name): it breaks the rule \(rule.shownName)")
        case .notNull(let column): return .importFault(line, "\(column) may not be null")
        case .trigger(let message): return .importFault(line, "\(table.name): \(message)")
        }
    }
}

// A file may hold anything, and a terminal obeys control characters.
extension String {
    /// Whether both are the same bytes; `==` holds texts alike that only look so.
    func isSpelled(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// Quoted for a message.
    var shownName: String {
        let scalars = unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "\u{FFFD}" : $0 }
        let text = String(String.UnicodeScalarView(scalars.prefix(80)))
        return "'\(text)\(scalars.count > 80 ? "…" : "")'"
    }
}

extension JSON {
    /// For a message.
    var shown: String { text.count > 40 ? "another one" : text.shownName.trimmingQuotes }
}

extension String {
    fileprivate var trimmingQuotes: String { String(dropFirst().dropLast()) }
}
