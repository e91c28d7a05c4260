import Foundation
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// The outcome of an operation's example.
struct ParityOutcome: Sendable {
    let result: JSON
    /// The audit rows it wrote, oldest first, without their doors.
    let rows: [JSON]
    /// The doors of those rows.
    let doors: Set<String>
}

/// Calls all examples through one door, in the registry's order, on a server and a database of their own. The calls are the same
/// for every door, so the ids are too: what the door cannot call is called through REST.
struct ParityRun {
    private let place: ParityPlace
    private let rest: RESTDoor
    private let door: any ParityDoor
    private var lastID: JSON?
    private var idBefore: JSON?

    /// The outcomes by operation, of those the door has.
    static func outcomes(
        through makeDoor: @escaping @Sendable (ParityPlace) throws -> any ParityDoor
    ) async throws -> [String: ParityOutcome] {
        let folder = try TemporaryDirectory()
        let program = Program(home: folder.url)
        return try await program.serving(["--rate-limit", "0"]) { server async throws in
            let place = try await Self.place(program, server)
            let door = try makeDoor(place)
            var run = ParityRun(place: place, rest: RESTDoor(place: place), door: door)
            let outcomes = try await run.all()
            await door.close()
            return outcomes
        }
    }

    private static func place(_ program: Program, _ server: RunningProgram) async throws -> ParityPlace {
        let address = server.link.dropFirst("Open ".count).prefix { $0 != "#" }.dropLast()
        var keys: [ParityStep.Who: String] = [:]
        let everything = "tasks:read tasks:write projects:write workers:write audit:read"
        for (who, options) in [
            (ParityStep.Who.ana, ["--type", "human", "--admin"]), (.bob, ["--scopes", everything]),
        ] {
            let made = try await program.run(["token", "create", "--worker", who.rawValue] + options)
            keys[who] = made.output.trimmingCharacters(in: .newlines)
        }
        return ParityPlace(program: program, address: String(address), keys: keys)
    }

    private mutating func all() async throws -> [String: ParityOutcome] {
        try await set(ParityStep("create_project", ["slug": "parity", "name": "Parity"]))
        try await set(ParityStep("add_member", ["slug": "parity", "worker_id": "@bob", "role": "member"]))
        try await set(ParityStep("update_worker", ["id": "@bob", "max_held": 100]))
        var outcomes: [String: ParityOutcome] = [:]
        for operation in Operations.all {
            guard let example = ParityExamples.all[operation.spec.name] else { continue }
            for step in example.before { try await set(step) }
            let outcome = try await outcome(of: operation, example.call)
            if door.has(operation) { outcomes[operation.spec.name] = outcome }
        }
        return outcomes
    }

    /// Sets the scene.
    private mutating func set(_ step: ParityStep) async throws {
        let operation = try #require(Operations.all.first { $0.spec.name == step.operation })
        let result = try await rest.call(operation, step.with(id: lastID, before: idBefore), by: step.who)
        if let id = result["id"] { (idBefore, lastID) = (lastID, id) }
    }

    private func outcome(
        of operation: any TaskFlowOperations.Operation.Type, _ call: ParityStep
    ) async throws -> ParityOutcome {
        let before = try await newestRows(1).first?["id"]?.integerValue ?? 0
        let door: any ParityDoor = self.door.has(operation) ? self.door : rest
        let result = try await door.call(operation, call.with(id: lastID, before: idBefore), by: call.who)
        let newest = try await newestRows(10)
        let rows = newest.reversed().filter { ($0["id"]?.integerValue ?? 0) > before }
        try #require(rows.count < 10, "there may be more rows than were looked at")
        return ParityOutcome(
            result: Normalised.json(result), rows: rows.map { Normalised.json($0) },
            doors: Set(rows.compactMap { $0["via"]?.stringValue }))
    }

    private func newestRows(_ count: Int) async throws -> [JSON] {
        try await rest.call(ListAudit.self, ["limit": .integer(count)], by: .ana).arrayValue ?? []
    }
}
