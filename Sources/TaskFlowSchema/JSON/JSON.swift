/// A JSON value as read by ``JSONParser`` (RFC 8259): numbers keep the kind they were written in, objects keep their
/// order.
package enum JSON: Sendable, Equatable {
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
    package static func == (left: JSON, right: JSON) -> Bool {
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
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
    package init(nilLiteral: ()) { self = .null }
}

extension JSON {
    /// The string, when this is one.
    package var stringValue: String? { if case .string(let value) = self { value } else { nil } }

    /// The 64-bit integer, when this is one.
    package var integerValue: Int? { if case .integer(let value) = self { value } else { nil } }

    /// The truth value, when this is one.
    package var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The elements, when this is an array.
    package var arrayValue: [JSON]? { if case .array(let value) = self { value } else { nil } }

    /// The members, when this is an object.
    package var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// The member of that name, when this is an object that has it.
    package subscript(name: String) -> JSON? { objectValue?[name] }

    /// The element at that index, when this is an array that has it.
    package subscript(index: Int) -> JSON? {
        guard let elements = arrayValue, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
