public import TaskFlowSchema

/// What to look for in titles and descriptions: 1–200 Unicode scalars.
public struct SearchText: ConstrainedString {
    public static let rules = StringRules(1...200, controls: .allButNUL, example: "report")
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
