import TaskFlowTestSupport
import Testing

/// Thousands of steps by persons, agents, owners and admins, through operations, PATCH and tools, against a small model of the
/// rules: nobody who did the work ever judges it, and all that the rules allow is allowed.
@Suite(.timeLimit(.minutes(10))) struct ReviewGeneratorTests {
    @Test(arguments: Engine.all, [1, 2]) func `the program and the model agree`(_ engine: Engine, _ seed: UInt64)
        async throws
    {
        var dice = SeededGenerator(seed: seed)
        var counts: [String: Int] = [:]
        try await withCrew(engine) { crew in
            var world = try await ReviewWorld(crew)
            for round in 0..<3_000 {
                if round % 100 < 3 { try await world.addTask(&dice) }
                if round % 150 == 149 { try await world.leave(&dice) }
                try await world.move(&dice)
            }
            counts = world.counts
        }
        // Everything worth trying was tried.
        for kind in [
            "agent judges", "person judges", "agent judges by PATCH", "person judges by PATCH", "own work refused",
            "others' work refused",
        ] { #expect(counts[kind, default: 0] >= 5, "\(kind): \(counts)") }
    }
}
