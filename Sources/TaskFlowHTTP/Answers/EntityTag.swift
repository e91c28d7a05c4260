internal import TaskFlowDomain

/// Entity tags and what `If-None-Match` says of them (RFC 9110).
package enum EntityTag {
    /// The tag of a version as it is shown: what is derived from other rows changes without a new version.
    package static func of(version: Int, shown body: [UInt8]) -> String { VersionTag.text(version, shown: body) }

    /// Whether a list of tags has this one, by weak comparison, or is `*`.
    package static func matches(_ tag: String, _ ifNoneMatch: String?) -> Bool {
        guard let ifNoneMatch else { return false }
        return ifNoneMatch.split(separator: ",").contains { candidate in
            let candidate = candidate.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            if candidate == "*" { return true }
            return (candidate.hasPrefix("W/") ? candidate.dropFirst(2) : candidate) == tag
        }
    }
}
