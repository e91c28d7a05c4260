public import TaskFlowSchema

/// A tenant: 1–255 Unicode scalars.
public struct TenantID: ConstrainedString {
    public static let rules = StringRules(1...255)
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }

    /// The tenant of whoever names none.
    public static let standard = TenantID(trusted: "default")
}
