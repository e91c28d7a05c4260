internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension Authenticator {
    /// Who presents a credential now; `nil` when it is good no longer.
    ///
    /// For units of work that look at several callers: ``caller(_:_:isWriting:in:)`` may demand that a person is there, and a
    /// demand that is not met ends the unit of work for all of them.
    func standing(
        _ credential: Credential, _ origin: Origin, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Actor? {
        if case .person(let person) = credential {
            guard mode == .sso, person.isValid(at: tx.now) else { return nil }
            let presence = try tx.value(PersonRecord.presence(of: person, kept: ""), as: Int.self)
            return presence == nil ? nil : Actor(person, origin)
        }
        do throws(TaskFlowError) { return try caller(credential, origin, in: tx).actor } catch {
            if error.code == .unauthenticated { return nil }
            throw error
        }
    }
}
