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

    @Test(arguments: authorityTable, Scene.all)
    func `each caller gets what the contract gives it`(_ row: AuthorityRow, _ scene: Scene) async throws {
        let outcomes = scene.mode == .sso ? row.outcomesBesideSSO ?? row.outcomes : row.outcomes
        var expected = Dictionary(uniqueKeysWithValues: zip(Self.inOrder, outcomes))
        expected[.nobody] = .some(.unauthenticated)
        expected[.keyWithoutScope] = .some(row.withoutScope)
        try await scene.engine.turn {
            // Whoever is refused, or only reads, changes nothing, so all of them may use one stage.
            let shared = try await stage(row, scene)
            for (visitor, code) in expected {
                let changes = code == nil && row.operation.access == .write
                let stage = changes ? try await stage(row, scene) : shared
                let refusal = await Stage.perform(row.operation, row.input(stage), stage[visitor])
                #expect(
                    refusal?.code == code, "\(row.operation.spec.name) by \(visitor): \(refusal?.message ?? "done")")
                if changes { await stage.close() }
            }
            await shared.close()
        }
    }

    @Test(arguments: authorityTable, Scene.all)
    func `a missing scope is named, and comes before validation`(_ row: AuthorityRow, _ scene: Scene) async throws {
        guard let scope = row.operation.spec.scope else { return }
        try await scene.engine.turn {
            let stage = try await stage(row, scene)
            let refusal = await Stage.perform(row.operation, [:], stage[.keyWithoutScope])
            #expect(refusal?.code == .insufficientScope)
            #expect(refusal?.missingScope == scope.rawValue)
            #expect(await Stage.perform(row.operation, [:], stage[.nobody])?.code == .unauthenticated)
            await stage.close()
        }
    }

    private func stage(_ row: AuthorityRow, _ scene: Scene) async throws -> Stage {
        // revoke_key asks for its scope only where the key is another's.
        try await Stage(scene, task: row.status, needing: row.operation.spec.scope ?? .workersWrite)
    }
}

/// An engine, and a way to sign in.
struct Scene: Sendable {
    let engine: Engine
    let mode: SignInMode

    static let all = Engine.all.flatMap { engine in
        [Scene(engine: engine, mode: .local), Scene(engine: engine, mode: .sso)]
    }
}
