package import TaskFlowSchema

/// A project's short name in addresses: `^[a-z0-9]+(-[a-z0-9]+)*$`, 1–100 characters.
package struct Slug: ConstrainedString {
    package static let rules = StringRules(
        1...100, pattern: .init("^[a-z0-9]+(-[a-z0-9]+)*$", matches: isSlug), example: "website")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    private static func isSlug(_ text: Substring.UTF8View) -> Bool {
        let words = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return words.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLowercaseLetterOrDigit } }
    }
}
