public import TaskFlowSchema

/// Something a worker can do, such as `swift`: 1–50 Unicode scalars.
public struct Capability: ConstrainedString {
    public static let rules = StringRules(1...50, trims: true, example: "swift")
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
