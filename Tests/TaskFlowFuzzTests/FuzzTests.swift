import TaskFlowFuzzing
import Testing

/// The short form of `make fuzz`: the same campaigns, 20,000 cases each, from a fixed seed.
///
/// One campaign after the other: the tests of sockets and clocks need a thread meanwhile, and there may be two in all.
@Suite(.serialized) struct FuzzTests {
    static let names = [
        "json", "duplicates", "decoding", "plan", "query", "cursor", "import", "key", "sql", "tokens", "signed tokens",
        "key sets", "mcp",
    ]

    @Test(.timeLimit(.minutes(10)), arguments: names)
    func `nothing is found in 20,000 cases`(_ name: String) async throws {
        let campaign = try #require(try Campaigns.all().first { $0.name == name })
        var random = Random(seed: 20_261_121)
        for number in 0..<20_000 {
            try await campaign.run(&random)
            if number.isMultiple(of: 50) { await Task.yield() }
        }
    }

    @Test func `every campaign is run`() throws {
        #expect(try Campaigns.all().map(\.name) == Self.names)
    }
}
