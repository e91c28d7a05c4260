import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// Whoever works for a database that another one took the place of.
@Suite(.timeLimit(.minutes(10))) struct LateHoldersTests {
    @Test func `a restore ends all leases, and no late holder writes into it`() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("taskflow.db")
        let before = try await Crew(on: try SQLiteDatabase(.file(path)))
        let bot = try await before.worker("@bot", type: .agent)
        let id = try await bot.addTask()
        _ = try await bot.claimed()
        _ = try SQLiteBackup.copy(path, to: folder.path("backup"))
        // What happens after the backup is unknown to it.
        try await bot.call(ReleaseTask.self, ["task_id": id.json, "generation": 1])
        let later = try #require(try await bot.call(StartTask.self, ["task_id": id.json]).lease)
        #expect(later.generation.rawValue == 3)
        await before.database.close()
        _ = try await Restoration.restore(folder.path("backup"), to: path, replaces: true, requestID: "restore")
        let restored = try await Crew(on: try SQLiteDatabase(.file(path)))
        let late = CrewMember(crew: restored, handle: bot.handle, credential: bot.credential)
        for generation in [1, 3] {
            let refusal = await late.refusal(
                of: SubmitTask.self, ["task_id": id.json, "generation": .integer(generation)])
            #expect(refusal?.code == .leaseLost)
        }
        try await restored.sweep()
        #expect(try await late.task(id).status == .pending)
        #expect(try await late.actions(on: id).last == .leaseExpired)
        #expect(try await restored.count("SELECT expiries FROM task_leases WHERE task_id = \(id)") == 0)
        #expect(try await late.claimed().lease?.generation.rawValue == 5)
        await restored.database.close()
    }

    @Test(arguments: Engine.all) func `an import ends them too`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await House(crew)
            let bot = try await crew.worker("@bot", type: .agent)
            let id = try await bot.addTask("claimed")
            _ = try await bot.call(StartTask.self, ["task_id": id.json])
            let path = try await house.export(crew.database)
            try await house.importing(path, into: engine) { database in
                let other = try await Crew(on: database)
                let late = CrewMember(crew: other, handle: bot.handle, credential: bot.credential)
                let refusal = await late.refusal(of: SubmitTask.self, ["task_id": id.json, "generation": 1])
                #expect(refusal?.code == .leaseLost)
                try await other.sweep()
                #expect(try await late.task(id).status == .pending)
                #expect(try await other.faults() == [])
            }
        }
    }
}
