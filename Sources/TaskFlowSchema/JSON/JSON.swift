/// A JSON value as read by ``JSONParser`` (RFC 8259): numbers keep the kind they were written in, objects keep their
/// order.
public enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case integer(Int)
    /// A number without fraction or exponent that does not fit 64 bits, digit for digit.
    case bigInteger(String)
    /// A number with a fraction or an exponent; always finite.
    case decimal(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    // Text is the same where its bytes are: by Swift's own `==` a change of a title's normal form would be none.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.bigInteger(let left), .bigInteger(let right)): left == right
        case (.decimal(let left), .decimal(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
    public init(nilLiteral: ()) { self = .null }
}

extension JSON {
    /// The string, when this is one.
    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }

    /// The 64-bit integer, when this is one.
    public var integerValue: Int? { if case .integer(let value) = self { value } else { nil } }

    /// The truth value, when this is one.
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The elements, when this is an array.
    public var arrayValue: [JSON]? { if case .array(let value) = self { value } else { nil } }

    /// The members, when this is an object.
    public var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// The member of that name, when this is an object that has it.
    public subscript(name: String) -> JSON? { objectValue?[name] }

    /// The element at that index, when this is an array that has it.
    public subscript(index: Int) -> JSON? {
        guard let elements = arrayValue, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

/// The members of a JSON object, in the order they were written.
public struct JSONObject: Sendable, Equatable {
    /// Names and values in order. The parser never yields a name twice.
    public private(set) var members: [(name: String, value: JSON)]

    /// Makes an object of members that are known to have different names.
    public init(_ members: [(String, JSON)] = []) {
        self.members = members.map { (name: $0.0, value: $0.1) }
    }

    /// The value of a member. Names are compared byte for byte, as Unicode equivalence would let two names stand for
    /// one. Setting an absent name appends it; setting `nil` removes it.
    public subscript(name: String) -> JSON? {
        get { members.first { $0.name.hasSameBytes(as: name) }?.value }
        set {
            let index = members.firstIndex { $0.name.hasSameBytes(as: name) }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append((name, value))
            case (nil, nil): break
            }
        }
    }

    /// Appends a member whose name is known to be new.
    mutating func append(_ name: String, _ value: JSON) { members.append((name, value)) }

    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.elementsEqual(right.members) { $0.name.hasSameBytes(as: $1.name) && $0.value == $1.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
