internal import TaskFlowSchema
internal import TaskFlowStorage

/// A statement as one connection knows it: its text, its parameters' types, and its name where it is prepared.
final class Statement {
    let text: String
    /// PostgreSQL's numbers for the types; 0 where the first value was NULL and the server is left to infer it.
    let types: [UInt32]
    /// Made of what the statement is: whoever else prepared that name on the same server prepared the same.
    let name: String
    /// Whether the server has been told the name.
    var isPrepared = false

    init(_ sql: SQL) {
        let types = sql.bindings.map(\.postgresType)
        text = sql.text
        self.types = types
        name =
            "t" + Self.hash(sql.template, types, seed: 0xcbf2_9ce4_8422_2325) + Self.hash(sql.template, types, seed: 1)
    }

    /// Whether the values can be bound: NULL goes with any type, and text with any that was left open.
    func takes(_ values: [ColumnValue]) -> Bool {
        guard values.count == types.count else { return false }
        for (value, type) in zip(values, types) where value != .null && type != 0 && value.postgresType != type {
            return false
        }
        return true
    }

    /// Very long lists come in every length, and are seldom the same twice.
    var isWorthPreparing: Bool { types.count <= 64 }

    // FNV-1a, with two seeds for 128 bits.
    private static func hash(_ template: String, _ types: [UInt32], seed: UInt64) -> String {
        var hash = seed
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in template.utf8 { add(byte) }
        for type in types { add(UInt8(truncatingIfNeeded: type)) }
        return String(hash, radix: 36)
    }
}

extension ColumnValue {
    /// The type's OID: `int8`, `bool` or `text`.
    var postgresType: UInt32 {
        switch self {
        case .null: 0
        case .integer: 20
        case .bool: 16
        case .text: 25
        }
    }
}
