package import TaskFlowDomain

/// A caller who was let in: proved, and counted as one call however many operations it takes to answer it. What is performed
/// for it proves the caller anew each time.
package struct Admittance: Sendable {
    package let credential: Credential
    /// Who that is.
    package let actor: Actor
    /// What is left of the caller's calls; `nil` where nobody is held to a number.
    package let quota: CallQuota?
    let admission: CallAdmission
}
