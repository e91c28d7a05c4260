package import TaskFlowSchema

/// A request: what is asked for, and the id its answer carries.
package struct RPCRequest: Sendable, Equatable {
    package let id: RequestID
    package let method: String
    package let params: JSONObject

    /// `params._meta`, when it is an object.
    var meta: JSONObject? { params["_meta"]?.objectValue }
}

/// The id that a client gave its request. It is echoed as it was sent, digit for digit (JSON-RPC 2.0, section 4).
package enum RequestID: Sendable, Hashable {
    case text(String)
    case number(Int)
    /// An integer that does not fit 64 bits.
    case digits(String)

    // Compared by bytes: `==` of String holds different normal forms of Unicode equal.
    package static func == (left: RequestID, right: RequestID) -> Bool { left.json == right.json }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .text(let text): text.hashBytes(into: &hasher)
        case .number(let number): hasher.combine(number)
        case .digits(let digits): digits.hashBytes(into: &hasher)
        }
    }

    /// Reads an id; `nil` for null, fractions, and what is neither text nor number.
    package init?(_ json: JSON) {
        switch json {
        case .string(let text): self = .text(text)
        case .integer(let number): self = .number(number)
        case .bigInteger(let digits): self = .digits(digits)
        case .null, .bool, .decimal, .array, .object: return nil
        }
    }

    /// The id on the wire.
    package var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .integer(number)
        case .digits(let digits): .bigInteger(digits)
        }
    }
}
