package import TaskFlowSchema

/// A tag: `^[a-z0-9][a-z0-9_.:-]{0,49}$`.
package struct Tag: ConstrainedString {
    package static let rules = StringRules(
        0...50, pattern: .init("^[a-z0-9][a-z0-9_.:-]{0,49}$", matches: isTag), example: "bug")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    private static func isTag(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first, first.isLowercaseLetterOrDigit else { return false }
        return text.allSatisfy { $0.isLowercaseLetterOrDigit || "_.:-".utf8.contains($0) }
    }
}
