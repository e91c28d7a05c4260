extension JSON {
    /// The value as it may be echoed: no more than a number of bytes of it. A text is cut before a scalar that does not fit, and
    /// ends in `…`; so is a number, which then is a text. Of a list or an object that is longer, its kind and size are told.
    func cut(to limit: Int) -> JSON {
        var left = limit
        if fits(in: &left) { return self }
        switch self {
        case .string(let text): return .string(text.cut(to: limit))
        case .bigInteger(let digits): return .string(digits.cut(to: limit))
        case .array(let elements): return .string("(a list of \(elements.count))")
        case .object(let object): return .string("(an object of \(object.members.count))")
        case .null, .bool, .integer, .decimal: return self
        }
    }

    /// Whether the value's compact text takes no more than the bytes that are left; the quotes of a lone text and all escapes
    /// are not counted. It stops at the first that does not fit, so that a large value is not walked for nothing.
    private func fits(in left: inout Int) -> Bool {
        switch self {
        case .string(let text), .bigInteger(let text): left -= text.utf8.count
        case .array(let elements):
            left -= 2
            for element in elements {
                left -= element.isText ? 3 : 1
                guard left >= 0, element.fits(in: &left) else { return false }
            }
        case .object(let object):
            left -= 2
            for (name, value) in object.members {
                left -= name.utf8.count + (value.isText ? 6 : 4)
                guard left >= 0, value.fits(in: &left) else { return false }
            }
        case .null, .bool, .integer, .decimal: left -= bytes.count
        }
        return left >= 0
    }

    private var isText: Bool { if case .string = self { true } else { false } }
}

extension String {
    /// The scalars that fit into a number of bytes together with the `…` behind them.
    fileprivate func cut(to limit: Int) -> String {
        let mark = "…"
        var end = utf8.index(startIndex, offsetBy: limit - mark.utf8.count)
        while end > startIndex, UTF8.isContinuation(utf8[end]) { end = utf8.index(before: end) }
        return String(self[..<end]) + mark
    }
}

extension JSON {
    /// What stands in an error where a secret was sent.
    static let hidden: JSON = "**********"

    /// The value as it may be echoed where the members of these names are secret. A text that should have been an
    /// object may hold them in any form, so nothing of it is left.
    func hiding(_ secrets: [String]) -> JSON {
        if secrets.isEmpty { return self }
        switch self {
        case .object(let object): return .object(object.hiding(secrets))
        case .array(let elements): return .array(elements.map { $0.hiding(secrets) })
        case .string: return Self.hidden
        case .null, .bool, .integer, .bigInteger, .decimal: return self
        }
    }
}

extension JSONObject {
    /// The members with secrets blotted out, however deep they lie.
    func hiding(_ secrets: [String]) -> JSONObject {
        if secrets.isEmpty { return self }
        return JSONObject(
            members.map { ($0.name, secrets.contains($0.name) ? JSON.hidden : $0.value.hidingWithin(secrets)) })
    }
}

extension JSON {
    /// As ``hiding(_:)``, but texts beside a secret are not secret.
    fileprivate func hidingWithin(_ secrets: [String]) -> JSON {
        if case .string = self { return self }
        return hiding(secrets)
    }
}

extension JSON {
    /// The compact JSON text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The compact JSON text in UTF-8.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Writes the value.
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .integer(let value): writer.integer(value)
        case .bigInteger(let digits): writer.literal(digits)
        // No JSON text says infinity; the parser yields none.
        case .decimal(let value): writer.literal(value.isFinite ? "\(value)" : "null")
        case .string(let value): writer.string(value)
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(to: &writer) }
            writer.endArray()
        case .object(let object): object.write(to: &writer)
        }
    }
}

extension JSONObject {
    /// Writes the members in order.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in members {
            writer.name(name)
            value.write(to: &writer)
        }
        writer.endObject()
    }
}
