public import TaskFlowSchema

/// A description: up to 65,536 Unicode scalars, anything but NUL.
public struct LongText: ConstrainedString {
    public static let rules = StringRules(0...65_536, controls: .allButNUL)
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
