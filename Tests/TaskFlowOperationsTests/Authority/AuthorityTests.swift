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

    @Test(arguments: authorityTable, Engine.all)
    func `each caller gets what the contract gives it`(_ row: AuthorityRow, engine: Engine) async throws {
        var expected = Dictionary(uniqueKeysWithValues: zip(Self.inOrder, row.outcomes))
        expected[.nobody] = .some(.unauthenticated)
        expected[.keyWithoutScope] = .some(row.withoutScope)
        try await engine.turn {
            // Whoever is refused, or only reads, changes nothing, so all of them may use one stage.
            let shared = try await stage(row, engine)
            for (visitor, code) in expected {
                let changes = code == nil && !row.operation.spec.isRead
                let stage = changes ? try await stage(row, engine) : shared
                let refusal = await Stage.perform(row.operation, row.input(stage), stage[visitor])
                #expect(refusal?.code == code, "\(row.operation.spec.name) by \(visitor): \(refusal?.message ?? "done")")
                if changes { await stage.close() }
            }
            await shared.close()
        }
    }

    @Test(arguments: authorityTable, Engine.all)
    func `a missing scope is named, and comes before validation`(_ row: AuthorityRow, engine: Engine) async throws {
        guard let scope = row.operation.spec.scope else { return }
        try await engine.turn {
            let stage = try await stage(row, engine)
            let refusal = await Stage.perform(row.operation, [:], stage[.keyWithoutScope])
            #expect(refusal?.code == .insufficientScope)
            #expect(refusal?.missingScope == scope.rawValue)
            #expect(await Stage.perform(row.operation, [:], stage[.nobody])?.code == .unauthenticated)
            await stage.close()
        }
    }

    private func stage(_ row: AuthorityRow, _ engine: Engine) async throws -> Stage {
        // revoke_key asks for its scope only where the key is another's.
        try await Stage(on: engine, task: row.status, needing: row.operation.spec.scope ?? .workersWrite)
    }
}
