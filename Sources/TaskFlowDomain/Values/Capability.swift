package import TaskFlowSchema

/// Something a worker can do, such as `swift`: 1–50 Unicode scalars.
package struct Capability: ConstrainedString {
    package static let rules = StringRules(1...50, trims: true, example: "swift")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }
}
