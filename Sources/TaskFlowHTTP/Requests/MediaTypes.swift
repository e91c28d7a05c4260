/// What `Content-Type` and `Accept` say, as far as the door cares.
package enum MediaTypes {
    /// Whether a body of that type is JSON: `application/json` or `application/*+json`, whatever its parameters.
    static func isJSON(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        if contentType == "application/json" { return true }
        let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    /// Whether a body is plain `application/json`, whatever its parameters.
    package static func isPlainJSON(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        return type == "application/json"
    }

    /// Whether a caller asked for RFC 9457.
    static func wantsProblem(_ accept: String?) -> Bool {
        guard let accept else { return false }
        return accept.lowercased().split(separator: ",").contains { range in
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            return parts.first == "application/problem+json" && !parts.dropFirst().contains(where: isZero)
        }
    }

    /// Whether a caller takes an answer of a type, by itself or by a range that holds it; one that says nothing takes all.
    package static func accepts(_ type: String, _ accept: String?) -> Bool {
        guard let accept else { return true }
        let family = type.prefix { $0 != "/" } + "/*"
        return accept.lowercased().split(separator: ",").contains { range in
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = parts.first, name == type || name == family || name == "*/*" else { return false }
            return !parts.dropFirst().contains(where: isZero)
        }
    }

    private static func isZero(_ parameter: String) -> Bool {
        parameter.hasPrefix("q=0") && parameter.dropFirst(3).allSatisfy { $0 == "." || $0 == "0" }
    }
}
