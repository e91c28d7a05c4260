package import TaskFlowSchema

/// Who a worker is within a tenant: a signed-in person's token `sub` byte for byte, otherwise the handle. 1–255 Unicode
/// scalars.
package struct WorkerID: ConstrainedString {
    package static let rules = StringRules(1...255, example: "@claude")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    /// What the server itself is called where it acts; nobody else may be.
    package static let system = WorkerID(trusted: "system")

    /// Whether nobody may have this id: it means the server, or the caller wherever a worker is named.
    package var isReserved: Bool { self == .system || self == WorkerID(trusted: WorkerReference.caller.rawValue) }

    /// Whether this is the id of an agent or a local user: theirs are their handles, and no `sub` may begin with `@`.
    package var isHandle: Bool { rawValue.utf8.first == UInt8(ascii: "@") }
}
