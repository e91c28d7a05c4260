public import TaskFlowSchema

/// What a task is called: 1–200 Unicode scalars after trimming outer white space, no control characters.
public struct Title: ConstrainedString {
    public static let rules = StringRules(1...200, trims: true, example: "Write the report")
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
