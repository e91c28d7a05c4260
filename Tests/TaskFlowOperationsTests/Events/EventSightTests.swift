import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct EventSightTests {
    @Test(arguments: Engine.all) func `what is told is what the audit list shows, to each caller`(
        _ engine: Engine
    ) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let bo = try await stage.crew.worker("@bo")
            let admin = try await stage.crew.worker("@root", isAdmin: true)
            let stranger = try await stage.crew.worker("@eve", tenant: "other", isAdmin: true)
            let members = [ana, bo, admin, stranger]
            var hearings: [EventHearing] = []
            let before = try await stage.crew.count("SELECT max(id) FROM audit_log")
            for member in members {
                let hearing = try await stage.hearing(member)
                listen(hearing)
                try await hearing.hears("begun")
                hearings.append(hearing)
            }
            try await ana.call(CreateProject.self, ["slug": "site", "name": "Site"])
            let inside = try await ana.addTask("Inside", ["project_slug": "site"])
            let outside = try await ana.addTask("Outside")
            try await ana.call(AddMember.self, ["slug": "site", "worker_id": "@bo", "role": "member"])
            try await bo.call(StartTask.self, ["task_id": inside.json])
            try await ana.call(CreateKey.self, ["id": "@ana", "name": "mine"])
            try await bo.call(UpdateTask.self, ["task_id": outside.json, "title": "Other"])
            try await stranger.call(CreateTask.self, ["title": "Elsewhere"])
            for (member, hearing) in zip(members, hearings) {
                let listed = try await member.call(ListAudit.self, ["limit": 100]).elements.map(\.id.rawValue)
                    .filter { $0 > before }
                // Bo sees what was before it came into the project as well, once it looks; it was not told of it then.
                let expected = Set(listed).subtracting(member.handle == "@bo" ? missed(by: hearing, listed) : [])
                try await hearing.hears(count: expected.count)
                #expect(Set(hearing.ids) == expected && hearing.ids == hearing.ids.sorted())
            }
            #expect(hearings[3].told.contains { $0.hasPrefix("created") } && hearings[3].ids.count == 1)
        }
    }

    private func missed(by hearing: EventHearing, _ listed: [Int]) -> Set<Int> {
        Set(listed).subtracting(hearing.ids).filter { id in id < (hearing.ids.max() ?? 0) }
    }

    @Test(arguments: Engine.all) func `the task comes along as the reader may see it`(_ engine: Engine) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana")
            let bo = try await stage.crew.worker("@bo")
            try await ana.call(CreateProject.self, ["slug": "site", "name": "Site"])
            let mine = try await stage.hearing(ana, ["include": "task"])
            let other = try await stage.hearing(bo, ["include": "task"])
            for hearing in [mine, other] {
                listen(hearing)
                try await hearing.hears("begun")
            }
            let id = try await ana.addTask("Open \"quoted\"")
            try await mine.hears(count: 1)
            let told = try #require(mine.events.first?["task"])
            #expect(told["title"] == "Open \"quoted\"" && told["version"] == 1)
            let whole = try await ana.call(GetTask.self, ["task_id": id.json]).task
            #expect(told["created_at"]?.stringValue == "\(whole.createdAt)")
            try await other.hears(count: 1)
            _ = try await ana.addTask("Inside", ["project_slug": "site"])
            try await ana.call(DeleteTask.self, ["task_id": id.json])
            try await mine.hears(count: 3)
            #expect(mine.events.last?["task"] == .null && mine.events[1]["task"]?["title"] == "Inside")
            try await other.hears(count: 2)
            #expect(other.told == ["created \(id)", "deleted \(id)"])
        }
    }

    @Test(arguments: Engine.all) func `whoever is no longer good hears nothing more`(_ engine: Engine) async throws {
        try await withEvents(engine) { stage, listen in
            let ana = try await stage.crew.worker("@ana", isAdmin: true)
            let claude = try await stage.crew.worker("@claude", type: .agent)
            let hearing = try await stage.hearing(claude)
            listen(hearing)
            try await hearing.hears("begun")
            _ = try await ana.addTask()
            try await hearing.hears(count: 1)
            try await ana.call(DeleteWorker.self, ["id": "@claude"])
            _ = try await ana.addTask("Secret")
            try await hearing.hears("expired")
            #expect(!hearing.told.contains { $0.hasPrefix("created 2") } && hearing.events.count == 1)
            #expect(try await stage.refusal(claude)?.code == .unauthenticated)
            let blind = try await stage.crew.worker("@blind", type: .agent, scopes: Scopes([.tasksRead]))
            #expect(try await stage.refusal(blind)?.code == .insufficientScope)
            let narrow = try await stage.crew.worker("@narrow", type: .agent, scopes: Scopes([.auditRead]))
            #expect(try await stage.refusal(narrow) == nil)
            #expect(try await stage.refusal(narrow, ["include": "task"])?.code == .insufficientScope)
        }
    }
}
