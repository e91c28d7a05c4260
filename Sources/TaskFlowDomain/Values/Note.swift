public import TaskFlowSchema

/// A note or reason: 1–2,000 Unicode scalars, anything but NUL.
public struct Note: ConstrainedString {
    public static let rules = StringRules(
        1...2000, trims: true, controls: .allButNUL, example: "Waiting for the figures")
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
