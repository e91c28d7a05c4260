package import TaskFlowSchema

/// What to look for in titles and descriptions: 1–200 Unicode scalars.
package struct SearchText: ConstrainedString {
    package static let rules = StringRules(1...200, controls: .allButNUL, example: "report")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
