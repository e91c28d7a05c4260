public import TaskFlowSchema

/// A worker named on input, by id, by handle, or as `me`, which is the caller: 1–255 Unicode scalars.
public struct WorkerReference: ConstrainedString {
    public static let rules = StringRules(1...255, example: "@claude")
    public let rawValue: String

    public init(trusted rawValue: String) { self.rawValue = rawValue }

    /// The caller, whoever that is: nobody's id or handle.
    public static let caller = WorkerReference(trusted: "me")

    /// The worker it names when that actor says it.
    public func said(by actor: Actor) -> WorkerReference {
        self == .caller ? WorkerReference(trusted: actor.workerID.rawValue) : self
    }
}
