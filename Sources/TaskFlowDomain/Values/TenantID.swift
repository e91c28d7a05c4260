package import TaskFlowSchema

/// A tenant: 1–255 Unicode scalars.
package struct TenantID: ConstrainedString {
    package static let rules = StringRules(1...255)
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    /// The tenant of whoever names none.
    package static let standard = TenantID(trusted: "default")
}
