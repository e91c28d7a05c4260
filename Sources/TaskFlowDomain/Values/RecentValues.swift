/// A dictionary that remembers what was used lately and never holds more than so many values.
///
/// Two dictionaries take turns: when the young one is full it becomes the old one, and what was not used since is dropped
/// in one piece. No value carries a time stamp or a link, and no call pays for the order.
package struct RecentValues<Key: Hashable, Value> {
    private let half: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    package init(limit: Int) { half = max(1, limit / 2) }

    package var count: Int { young.count + old.count }

    package subscript(_ key: Key) -> Value? {
        mutating get {
            if let value = young[key] { return value }
            guard let value = old.removeValue(forKey: key) else { return nil }
            insert(value, key)
            return value
        }
        set {
            old[key] = nil
            guard let newValue else { return young[key] = nil }
            insert(newValue, key)
        }
    }

    package mutating func removeAll() {
        young = [:]
        old = [:]
    }

    private mutating func insert(_ value: Value, _ key: Key) {
        if young.count >= half, young[key] == nil {
            old = young
            young = [:]
        }
        young[key] = value
    }
}
