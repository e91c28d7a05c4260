package import TaskFlowSchema

/// A worker's handle: `^@[a-z0-9_-]{1,50}$`, save `@me`, for `me` is the caller wherever a worker is named.
package struct Handle: ConstrainedString {
    package static let rules = StringRules(
        0...51, pattern: .init("^@[a-z0-9_-]{1,50}$", matches: isHandle), example: "@claude",
        reserved: "@me")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    private static func isHandle(_ text: Substring.UTF8View) -> Bool {
        guard text.first == UInt8(ascii: "@"), text.count > 1 else { return false }
        return text.dropFirst().allSatisfy { byte in
            byte.isLowercaseLetterOrDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }
}
