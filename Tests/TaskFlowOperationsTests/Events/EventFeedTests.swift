import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct EventFeedTests {
    @Test(arguments: Engine.all) func `from now on each event is told once, in order, with its audit entry`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let id = try await ana.addTask()
            let hearing = try await stage.hearing(ana)
            listen(hearing)
            try await hearing.hears("begun")
            try await ana.call(StartTask.self, ["task_id": id.json], via: .web)
            try await ana.call(SubmitTask.self, ["task_id": id.json])
            try await hearing.hears(count: 2)
            #expect(hearing.told == ["started \(id)", "submitted \(id)"])
            let entry = try #require(hearing.events.first)
            #expect(entry["via"]?.stringValue == "web" && entry["task"] == nil)
            let listed = try await ana.call(ListAudit.self, ["action": "started"]).elements
            #expect(listed.first?.id.rawValue == entry["id"]?.integerValue)
        }
    }

    @Test(arguments: Engine.all) func `a cursor goes on where it was, over a restart and on another server`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ana = try await crew.worker("@ana")
            var cursor: String?
            var told: [Int] = []
            for _ in 0..<4 {
                try await withServer(of: crew) { stage, listen in
                    let hearing = try await stage.hearing(ana, lastEventID: cursor)
                    listen(hearing)
                    if cursor == nil { try await hearing.hears("begun") }
                    for _ in 0..<3 { _ = try await ana.addTask() }
                    try await hearing.hears(count: cursor == nil ? 3 : 5)
                    cursor = hearing.cursor
                    told += hearing.ids
                }
                // While nobody listens.
                for _ in 0..<2 { _ = try await ana.addTask() }
            }
            #expect(told == Array(told[0]..<(told[0] + told.count)) && told.count == 18)
        }
    }

    @Test(arguments: Engine.all) func `a cursor that is none is refused in the address and begins anew in the header`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let good = try await stage.hearing(ana)
            listen(good)
            try await good.hears("begun")
            let cursor = try #require(good.cursor)
            let far = cursor.split(separator: ".")[0] + ".999999"
            for bad in ["7", "x.1", "deadbeef.-1", "deadbeef.9999999999999999999", cursor + "x", "\u{0661}.1"] {
                let error = try await stage.refusal(ana, ["after": .string(bad)])
                #expect(error?.code == .validationFailed && "\(error?.issues ?? [])".contains("after"), "\(bad)")
                let hearing = try await stage.hearing(ana, lastEventID: bad)
                listen(hearing)
                try await hearing.hears("reset")
            }
            for gone in ["deadbeef.1", String(far)] {
                let hearing = try await stage.hearing(ana, ["after": .string(gone)])
                listen(hearing)
                try await hearing.hears("reset")
                #expect(hearing.cursor == cursor)
            }
            // The header is newer than the address.
            let hearing = try await stage.hearing(ana, ["after": .string(String(far))], lastEventID: cursor)
            listen(hearing)
            _ = try await ana.addTask()
            try await hearing.hears(count: 1)
            #expect(hearing.others.isEmpty)
        }
    }

    @Test(arguments: Engine.all) func `filters by kind, task and project`(_ engine: Engine) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            try await ana.call(CreateProject.self, ["slug": "site", "name": "Site"])
            let inside = try await ana.addTask("Inside", ["project_slug": "site"])
            let outside = try await ana.addTask("Outside")
            let kinds = try await stage.hearing(ana, ["kinds": ["started", "blocked"]])
            let tasks = try await stage.hearing(ana, ["task_id": [outside.json]])
            let project = try await stage.hearing(ana, ["project": "site"])
            for hearing in [kinds, tasks, project] {
                listen(hearing)
                try await hearing.hears("begun")
            }
            for id in [inside, outside] {
                try await ana.call(StartTask.self, ["task_id": id.json])
                try await ana.call(UpdateProgress.self, ["task_id": id.json, "percent": 50])
            }
            try await ana.call(UpdateProject.self, ["slug": "site", "name": "New"])
            try await kinds.hears(count: 2)
            try await tasks.hears(count: 2)
            try await project.hears(count: 3)
            #expect(kinds.told == ["started \(inside)", "started \(outside)"])
            #expect(tasks.told == ["started \(outside)", "progressed \(outside)"])
            #expect(project.told == ["started \(inside)", "progressed \(inside)", "updated site"])
            let error = try await stage.refusal(ana, ["project": "nowhere"])
            #expect(error?.code == .validationFailed)
        }
    }

    @Test(arguments: Engine.all) func `a restore or import begins another epoch, and all are told`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let hearing = try await stage.hearing(ana)
            listen(hearing)
            try await hearing.hears("begun")
            let before = try #require(hearing.cursor)
            try await stage.crew.database.write { tx throws(TaskFlowError) in try LogEpoch.renew(in: tx) }
            _ = try await ana.addTask()
            try await hearing.hears("reset")
            #expect(hearing.cursor != before)
            _ = try await ana.addTask("Next")
            try await hearing.hears(count: 1)
            let late = try await stage.hearing(ana, lastEventID: before)
            listen(late)
            try await late.hears("reset")
        }
    }

    @Test(arguments: Engine.all) func `long descriptions come in several batches, and none is left out`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let first = try await stage.hearing(ana, ["include": "task"])
            listen(first)
            try await first.hears("begun")
            let start = try #require(first.cursor)
            let long: JSONObject = ["description": .string(String(repeating: "x", count: 60_000))]
            try await withThrowingTaskGroup { group in
                for _ in 0..<60 { group.addTask { _ = try await ana.addTask("Long", long) } }
                try await group.waitForAll()
            }
            try await first.hears(count: 60)
            let late = try await stage.hearing(ana, ["include": "task"], lastEventID: start)
            listen(late)
            try await late.hears(count: 60)
            #expect(first.ids == late.ids && late.ids == late.ids.sorted() && Set(late.ids).count == 60)
            #expect(late.largest < 2 << 20 && first.largest < 2 << 20 && late.largest > 0)
        }
    }

    @Test(arguments: Engine.all) func `a worker has a hundred streams, and one more when one ends`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, _ in
            let ana = try await stage.crew.worker("@ana")
            var hearings: [EventHearing] = []
            for _ in 0..<EventFeed.listenersPerWorker { hearings.append(try await stage.hearing(ana)) }
            #expect(try await stage.refusal(ana)?.code == .rateLimited)
            #expect(try await stage.refusal(try await stage.crew.worker("@bo")) == nil)
            hearings.removeLast()
            #expect(try await stage.refusal(ana) == nil)
        }
    }
}
