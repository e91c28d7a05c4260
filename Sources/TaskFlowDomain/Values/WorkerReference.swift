package import TaskFlowSchema

/// A worker named on input, by id, by handle, or as `me`, which is the caller: 1–255 Unicode scalars.
package struct WorkerReference: ConstrainedString {
    package static let rules = StringRules(1...255, example: "@claude")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    /// The caller, whoever that is: nobody's id or handle.
    package static let caller = WorkerReference(trusted: "me")

    /// The worker it names when that actor says it.
    package func said(by actor: Actor) -> WorkerReference {
        self == .caller ? WorkerReference(trusted: actor.workerID.rawValue) : self
    }
}
