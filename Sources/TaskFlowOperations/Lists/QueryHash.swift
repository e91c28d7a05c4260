internal import TaskFlowSchema
internal import TaskFlowStorage

/// Hashes a list's conditions and order (FNV-1a), the same in every process: a cursor tells by it whose it is.
enum QueryHash {
    static func of(_ conditions: [SQL], _ order: ListOrder) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for condition in conditions {
            add(condition.text, to: &hash)
            for value in condition.bindings { add(value, to: &hash) }
        }
        add(order.columns.text + (order.isDescending ? "-" : "+"), to: &hash)
        return Int(truncatingIfNeeded: hash)
    }

    private static func add(_ value: ColumnValue, to hash: inout UInt64) {
        switch value {
        case .null: add("null", to: &hash)
        case .integer(let number): add("i\(number)", to: &hash)
        case .bool(let truth): add(truth ? "true" : "false", to: &hash)
        case .text(let text): add("t" + text, to: &hash)
        }
    }

    private static func add(_ text: String, to hash: inout UInt64) {
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
