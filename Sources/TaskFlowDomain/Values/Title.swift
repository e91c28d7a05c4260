package import TaskFlowSchema

/// What a task is called: 1–200 Unicode scalars after trimming outer white space, no control characters.
package struct Title: ConstrainedString {
    package static let rules = StringRules(1...200, trims: true, example: "Write the report")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
