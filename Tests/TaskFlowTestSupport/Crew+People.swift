package import TaskFlowDomain
package import TaskFlowOperations
internal import TaskFlowSchema

extension Crew {
    /// Someone whom the SSO vouches for, who calls with a token that was verified. The crew must be of the mode `.sso`.
    package func person(
        _ id: String, tenant: String = "default", role: TenantRole = .member, scopes: Scopes = .all,
        name: String? = nil, handle: String? = nil, life: Int = 900
    ) -> CrewMember {
        let handle = handle ?? "@" + id
        let person = VerifiedPerson(
            tenant: TenantID(trusted: tenant), id: WorkerID(trusted: id), role: role, scopes: scopes,
            name: name.map(Name.init(trusted:)), handle: Handle(trusted: handle),
            expiresAt: .now().adding(seconds: life))
        return CrewMember(crew: self, handle: handle, credential: .person(person))
    }

    /// The same database behind another process of the same mode: nothing is remembered of what this one knows.
    package func again(mode: SignInMode = .sso) async throws -> Crew { try await Crew(on: database, mode: mode) }
}
