internal import TaskFlowDomain
package import TaskFlowSchema

/// What `If-Match` asks for (RFC 9110): any version, or one of some. Tags that are none of ours match nothing.
package enum VersionMatch: SchemaValue, Equatable {
    case any
    case versions([Int])

    /// How many versions a caller may name.
    static let limit = 50

    /// Reads `"v7"`, `"v7", "v8"`, `*`, or the bare number that doors without headers send.
    package static func decode(_ json: JSON, into issues: inout Issues) -> VersionMatch? {
        if case .integer(let version) = json { return .versions([version]) }
        guard case .string(let text) = json else {
            issues.add(ValidationIssue("string_type", "Input should be a valid string", input: json))
            return nil
        }
        if text.trimmingWhitespace() == "*" { return .any }
        let tags = text.split(separator: ",")
        if tags.count > limit {
            issues.add(.tooLong(tags.count, limit: limit, input: json))
            return nil
        }
        return .versions(tags.compactMap { version(of: String($0).trimmingWhitespace()) })
    }

    package func encode(to writer: inout JSONWriter) {
        switch self {
        case .any: writer.string("*")
        case .versions(let versions): writer.string(versions.map { "\"v\($0)\"" }.joined(separator: ", "))
        }
    }

    package static func describe(in definitions: inout Definitions) -> JSONObject {
        ["type": "string", "examples": ["\"v1\""]]
    }

    /// Refuses a task whose version is not the one the caller last saw: 412.
    func check(_ version: Int) throws(TaskFlowError) {
        guard case .versions(let versions) = self, !versions.contains(version) else { return }
        var error = TaskFlowError(.preconditionFailed, "The task has changed: it is at version \(version)")
        error.currentVersion = version
        throw error
    }

    // Strong comparison: a weak tag never matches.
    private static func version(of tag: String) -> Int? {
        if let number = Int(tag) { return number }
        guard tag.hasPrefix("\"v"), tag.hasSuffix("\""), tag.utf8.count > 3 else { return nil }
        return Int(tag.dropFirst(2).dropLast())
    }
}
