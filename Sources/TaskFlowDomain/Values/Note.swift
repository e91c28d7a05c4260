package import TaskFlowSchema

/// A note or reason: 1–2,000 Unicode scalars, anything but NUL.
package struct Note: ConstrainedString {
    package static let rules = StringRules(
        1...2000, trims: true, controls: .allButNUL, example: "Waiting for the figures")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
