import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct AuthorityTests {
    private static let inOrder: [Stage.Visitor] = [
        .otherTenant, .stranger, .viewer, .member, .assignee, .owner, .admin,
    ]

    @Test func `every operation has a row`() {
        #expect(Set(authorityTable.map { $0.operation.spec.name }) == Set(Operations.all.map { $0.spec.name }))
        #expect(authorityTable.count == Operations.all.count)
    }

    @Test(arguments: authorityTable, [SignInMode.local, .sso])
    func `each caller gets what the contract gives it`(_ row: AuthorityRow, _ mode: SignInMode) async throws {
        var expected = Dictionary(uniqueKeysWithValues: zip(Self.inOrder, row.outcomes))
        expected[.nobody] = .some(.unauthenticated)
        expected[.keyWithoutScope] = .some(row.withoutScope)
        // Whoever is refused changes nothing, so all of them may use one stage; whoever is not gets a fresh one.
        let shared = try await stage(row, mode)
        for (visitor, code) in expected {
            let stage = code == nil ? try await stage(row, mode) : shared
            let refusal = await Stage.perform(row.operation, row.input(stage), stage[visitor])
            #expect(refusal?.code == code, "\(row.operation.spec.name) by \(visitor): \(refusal?.message ?? "done")")
            if code == nil { await stage.crew.database.close() }
        }
        await shared.crew.database.close()
    }

    @Test(arguments: authorityTable, [SignInMode.local, .sso])
    func `a missing scope is named, and comes before validation`(
        _ row: AuthorityRow, _ mode: SignInMode
    ) async throws {
        guard let scope = row.operation.spec.scope else { return }
        let stage = try await stage(row, mode)
        let refusal = await Stage.perform(row.operation, [:], stage[.keyWithoutScope])
        #expect(refusal?.code == .insufficientScope)
        #expect(refusal?.missingScope == scope.rawValue)
        #expect(await Stage.perform(row.operation, [:], stage[.nobody])?.code == .unauthenticated)
        await stage.crew.database.close()
    }

    private func stage(_ row: AuthorityRow, _ mode: SignInMode) async throws -> Stage {
        // revoke_key asks for its scope only where the key is another's.
        try await Stage(mode, task: row.status, needing: row.operation.spec.scope ?? .workersWrite)
    }
}
