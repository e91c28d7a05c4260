public import TaskFlowSchema

/// A worker named on input, by id or by handle: 1–255 Unicode scalars.
public struct WorkerReference: ConstrainedString {
    public static let rules = StringRules(1...255, example: "@claude")
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }
}
