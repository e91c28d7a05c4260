package import TaskFlowSchema
internal import TaskFlowStorage

/// A place in a list: the position of the entry next to it, and a hash of the query it belongs to. Opaque to callers.
package struct Cursor: SchemaValue, Equatable {
    /// Hash of the list's conditions and order.
    let query: Int
    /// The entry's sort key and id; the key is `nil` where the list is sorted by id alone.
    let position: Position
    /// Whether the page ends before the entry, rather than beginning behind it.
    let isBackward: Bool

    struct Position: Sendable, Equatable {
        let key: ColumnValue?
        let id: ColumnValue
    }

    package static func decode(_ json: JSON, into issues: inout Issues) -> Cursor? {
        if let text = json.stringValue, let cursor = parse(text) { return cursor }
        issues.add(.value("not a cursor of this server", input: json))
        return nil
    }

    package func encode(to writer: inout JSONWriter) { writer.string(text) }
    package static func describe(in definitions: inout Definitions) -> JSONObject { ["type": "string"] }

    /// The cursor as callers carry it.
    var text: String {
        let key = position.key.map(Self.json) ?? .null
        return Base64URL.encode(
            JSON.array([.integer(query), key, Self.json(position.id), .bool(isBackward)]).bytes)
    }

    private static func parse(_ text: String) -> Cursor? {
        guard text.utf8.count <= 2048, let bytes = Base64URL.decode(text), let json = try? JSONParser.parse(bytes),
            json.arrayValue?.count == 4, let query = json[0]?.integerValue, let id = json[2].flatMap(value),
            let isBackward = json[3]?.boolValue
        else { return nil }
        if json[1] == .null {
            return Cursor(query: query, position: Position(key: nil, id: id), isBackward: isBackward)
        }
        guard let key = json[1].flatMap(value) else { return nil }
        return Cursor(query: query, position: Position(key: key, id: id), isBackward: isBackward)
    }

    private static func json(_ value: ColumnValue) -> JSON {
        switch value {
        case .integer(let value): .integer(value)
        case .text(let value): .string(value)
        case .bool(let value): .bool(value)
        case .null: .null
        }
    }

    private static func value(_ json: JSON) -> ColumnValue? {
        switch json {
        case .integer(let value): .integer(value)
        case .string(let value) where !value.utf8.contains(0): .text(value)
        default: nil
        }
    }
}

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
