package import TaskFlowSchema

/// What a project, worker or key is called: 1–200 Unicode scalars after trimming, no control characters.
package struct Name: ConstrainedString {
    package static let rules = StringRules(1...200, trims: true, example: "Quarterly report")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
