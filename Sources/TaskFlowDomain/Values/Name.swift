public import TaskFlowSchema

/// What a project, worker or key is called: 1–200 Unicode scalars after trimming, no control characters.
public struct Name: ConstrainedString {
    public static let rules = StringRules(1...200, trims: true, example: "Quarterly report")
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
