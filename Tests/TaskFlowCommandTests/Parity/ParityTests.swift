import TaskFlowOperations
import Testing

/// Every operation through every door: the same result, and the same audit rows but for `via`.
@Suite(.timeLimit(.minutes(10))) struct ParityTests {
    @Test func `every operation has an example, and only what is an operation`() {
        #expect(Set(Operations.all.map { $0.spec.name }) == Set(ParityExamples.all.keys))
    }

    @Test func `every door comes to the same`() async throws {
        async let rest = ParityRun.outcomes { RESTDoor(place: $0) }
        async let command = ParityRun.outcomes { CommandDoor(place: $0) }
        async let http = ParityRun.outcomes { ToolDoor(carrier: HTTPCarrier(place: $0)) }
        async let stdio = ParityRun.outcomes { ToolDoor(carrier: try StdioCarrier($0)) }
        let reference = try await rest
        #expect(reference.count == Operations.all.count)
        let tools = Operations.all.filter { $0.spec.agent != nil }.count
        try expect(try await command, sameAs: reference, via: "cli", count: Operations.all.count)
        try expect(try await http, sameAs: reference, via: "mcp", count: tools)
        try expect(try await stdio, sameAs: reference, via: "mcp", count: tools)
    }

    private func expect(
        _ outcomes: [String: ParityOutcome], sameAs reference: [String: ParityOutcome], via: String, count: Int
    ) throws {
        #expect(outcomes.count == count)
        for (operation, outcome) in outcomes {
            let expected = try #require(reference[operation])
            #expect(outcome.result == expected.result, "\(operation) via \(via): another result")
            #expect(outcome.rows == expected.rows, "\(operation) via \(via): other audit rows")
            #expect(expected.doors == (expected.rows.isEmpty ? [] : ["rest"]), "\(operation)")
            #expect(outcome.doors == (outcome.rows.isEmpty ? [] : [via]), "\(operation)")
        }
    }
}
