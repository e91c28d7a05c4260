package import TaskFlowSchema

/// Who the caller is, as the server sees it.
package struct Whoami: Described {
    package let worker: Worker
    package let tenant: TenantID
    package let role: TenantRole
    package let scopes: Scopes
    package let credential: CredentialKind

    package init(worker: Worker, tenant: TenantID, role: TenantRole, scopes: Scopes, credential: CredentialKind) {
        self.worker = worker
        self.tenant = tenant
        self.role = role
        self.scopes = scopes
        self.credential = credential
    }

    package static let schema = Schema(
        Whoami.init,
        Field("worker", \.worker, "The worker"),
        Field("tenant", \.tenant, "The tenant"),
        Field("role", \.role, "What the worker is in the tenant"),
        Field("scopes", \.scopes, "What the credential may be used for"),
        Field("credential", \.credential, "How the caller proved who it is"))
}
