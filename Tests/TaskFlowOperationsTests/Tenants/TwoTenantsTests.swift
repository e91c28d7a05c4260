import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Calls every operation with names of what is another tenant's, wherever a field takes a name, by whoever may call. Nothing
/// of it is told, nothing of it is changed, and it answers to the letter as what is not there at all.
@Suite(.timeLimit(.minutes(5))) struct TwoTenantsTests {
    private static let rounds = 8

    /// How a call ended: what it answered, and how many there are in all, or what it was refused with.
    private struct Ending: Equatable {
        var answer: String?
        var total: Int?
        var refusal: TaskFlowError?
    }

    @Test(arguments: Engine.all, [20_261]) func `what is theirs is nowhere`(_ engine: Engine, seed: UInt64)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            let scene = try await TwoTenants(crew)
            let before = try await scene.rows()
            #expect(before.count > 300)
            var generator = SeededGenerator(seed: seed)
            for operation in Operations.all {
                try await scene.renew()
                for _ in 0..<Self.rounds {
                    for caller in scene.callers { await probe(operation, caller, scene, &generator) }
                }
                #expect(try await scene.rows() == before, "\(operation.spec.name) changed what is theirs")
            }
        }
    }

    private func probe<O: Operation>(
        _ operation: O.Type, _ caller: CrewMember, _ scene: TwoTenants, _ generator: inout SeededGenerator
    ) async {
        let input = StrangeInput(operation, O.Input.schema.fields, scene, &generator)
        let there = await ending(operation, input.strange, caller)
        let call: Comment = "\(O.spec.name) by \(caller.handle) with \(JSON.object(input.strange).text)"
        if let answer = there.answer {
            // An import says which of the names that it was sent are nobody's.
            let told = O.access == .write ? scene.blinded(answer, input) : answer
            #expect(scene.tells(told) == nil, "\(call.rawValue) told of it: \(answer)")
            #expect(O.access == .read || !input.hasStrangeReference, call)
        }
        if input.path == .theirs {
            let code = there.refusal?.code
            #expect(code == .notFound || code == .validationFailed, "\(call.rawValue): \(code?.rawValue ?? "done")")
        }
        if there.refusal?.code == .forbidden { #expect(input.path == .ours || !input.hasStrangeReference, call) }
        // What names nothing of theirs is no different the other way, and may be done once.
        if input.strange == input.missing { return }
        let nowhere = await ending(operation, input.missing, caller)
        expectEqual(there, nowhere, input, scene, isRead: O.access == .read, call)
    }

    /// What is another's and what is not there differ in nothing.
    private func expectEqual(
        _ there: Ending, _ nowhere: Ending, _ input: StrangeInput, _ scene: TwoTenants, isRead: Bool, _ call: Comment
    ) {
        #expect(there.refusal?.code == nowhere.refusal?.code, call)
        let texts = [there, nowhere].map { ending in
            scene.blinded(ending.refusal.map { "\($0)" } ?? ending.answer ?? "", input)
        }
        // What a change answers has numbers and times of its own.
        if isRead || there.refusal != nil { #expect(texts[0] == texts[1] && there.total == nowhere.total, call) }
    }

    private func ending<O: Operation>(_ operation: O.Type, _ input: JSONObject, _ caller: CrewMember) async -> Ending {
        do throws(TaskFlowError) {
            let output = try await caller.call(operation, input)
            var writer = JSONWriter()
            output.write(to: &writer)
            return Ending(answer: String(decoding: writer.bytes, as: UTF8.self), total: output.page?.total)
        } catch {
            return Ending(refusal: error)
        }
    }
}
