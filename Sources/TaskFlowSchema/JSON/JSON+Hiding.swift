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
