package import TaskFlowSchema

/// A tenant: 1–255 Unicode scalars.
package struct TenantID: ConstrainedString {
    package static let rules = StringRules(1...255)
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    /// The tenant of whoever names none.
    package static let standard = TenantID(trusted: "default")
}

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

/// A worker's handle: `^@[a-z0-9_-]{1,50}$`, save `@me`, for `me` is the caller wherever a worker is named.
package struct Handle: ConstrainedString {
    package static let rules = StringRules(
        0...51, pattern: .init("^@[a-z0-9_-]{1,50}$", matches: isHandle), example: "@claude",
        reserved: "@me")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    private static func isHandle(_ text: Substring.UTF8View) -> Bool {
        guard text.first == UInt8(ascii: "@"), text.count > 1 else { return false }
        return text.dropFirst().allSatisfy { byte in
            byte.isLowercaseLetterOrDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }
}

/// A project's identity in the database; its slug may be used again after a deletion, this never.
package struct ProjectID: ConstrainedInteger {
    package static let range = 1...Int.max
    package static let zeroReadsAsNull = true
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// A project's short name in addresses: `^[a-z0-9]+(-[a-z0-9]+)*$`, 1–100 characters.
package struct Slug: ConstrainedString {
    package static let rules = StringRules(
        1...100, pattern: .init("^[a-z0-9]+(-[a-z0-9]+)*$", matches: isSlug), example: "website")
    package let rawValue: String

    package init(trusted rawValue: String) { self.rawValue = rawValue }

    private static func isSlug(_ text: Substring.UTF8View) -> Bool {
        let words = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return words.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLowercaseLetterOrDigit } }
    }
}

/// A task's number: at least 1, never used again.
package struct TaskID: ConstrainedInteger {
    package static let range = 1...Int.max
    package static let zeroReadsAsNull = true
    package let rawValue: Int

    /// Stands in a task that the database is yet to number.
    static let toBeGiven = TaskID(trusted: 0)

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// A key's number: at least 1.
package struct KeyID: ConstrainedInteger {
    package static let range = 1...Int.max
    package static let zeroReadsAsNull = true
    package let rawValue: Int

    /// Stands in a key that the database is yet to number.
    package static let toBeGiven = KeyID(trusted: 0)

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

/// An audit entry's number: at least 1, growing with every entry.
package struct AuditID: ConstrainedInteger {
    package static let range = 1...Int.max
    package let rawValue: Int

    package init(trusted rawValue: Int) { self.rawValue = rawValue }
}

extension UInt8 {
    /// Whether this is `a`–`z` or `0`–`9` in ASCII.
    var isLowercaseLetterOrDigit: Bool { (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) }
}
