import TaskFlowFuzzing
import Testing

/// The short form of `make fuzz`: the same campaigns, 20,000 cases each, from a fixed seed.
@Suite struct FuzzTests {
    static let names = [
        "json", "duplicates", "decoding", "query", "cursor", "sql", "tokens", "signed tokens", "key sets",
    ]

    @Test(.timeLimit(.minutes(5)), arguments: names)
    func `nothing is found in 20,000 cases`(_ name: String) async throws {
        let campaign = try #require(try Campaigns.all().first { $0.name == name })
        var random = Random(seed: 20_261_121)
        for _ in 0..<20_000 { try await campaign.run(&random) }
    }

    @Test func `every campaign is run`() throws {
        #expect(try Campaigns.all().map(\.name) == Self.names)
    }
}
