/// A list of at most so many elements, each kept once: one type per kind of list, so that its bound is said once and stands in
/// every description of it.
public protocol BoundedList: SchemaValue, Equatable {
    associatedtype Element: SchemaValue & Hashable
    /// How many elements a caller may send, equal ones counted.
    static var limit: Int { get }
    /// Makes a list of what was sent; of equal elements the first is kept.
    init(_ elements: [Element])
    /// The elements, each once.
    var all: [Element] { get }
}

extension BoundedList {
    public static func decode(_ json: JSON, into issues: inout Issues) -> Self? {
        // Before a single element is looked at: what is too long costs no more than it took to read it.
        if let count = json.arrayValue?.count, count > limit {
            issues.add(.tooLong(count, limit: limit, input: json))
            return nil
        }
        return [Element].decode(json, into: &issues).map { Self($0) }
    }

    public func encode(to writer: inout JSONWriter) { all.encode(to: &writer) }

    public static func describe(in definitions: inout Definitions) -> JSONObject {
        var schema = [Element].describe(in: &definitions)
        schema["maxItems"] = .integer(limit)
        return schema
    }

    public static var isList: Bool { true }
    public static var secrets: [String] { Element.secrets }
}

extension Array where Element: Hashable {
    /// The elements in order, without those that were there before; in linear time.
    public var distinct: [Element] {
        // To compare a few costs less than to hash them.
        if count <= 8 { return indices.filter { !self[..<$0].contains(self[$0]) }.map { self[$0] } }
        var seen = Set<Element>(minimumCapacity: count)
        return filter { seen.insert($0).inserted }
    }
}
