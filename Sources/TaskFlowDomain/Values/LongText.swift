package import TaskFlowSchema

/// A description: up to 65,536 Unicode scalars, anything but NUL.
package struct LongText: ConstrainedString {
    package static let rules = StringRules(0...65_536, controls: .allButNUL)
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
