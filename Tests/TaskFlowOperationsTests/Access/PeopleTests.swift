import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// People whom the SSO vouches for become workers by calling.
@Suite struct PeopleTests {
    @Test(arguments: Engine.all) func `a first call registers a person, with an audit row`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("user-1", name: "Ada Lovelace", handle: "@ada")
            let who = try await ada.call(WhoAmI.self)
            #expect(who.worker.id.rawValue == "user-1")
            #expect(who.worker.handle.rawValue == "@ada")
            #expect(who.worker.name.rawValue == "Ada Lovelace")
            #expect(who.worker.type == .human)
            #expect(who.credential == .jwt)
            #expect(who.worker.lastSeenAt != nil)
            let rows = """
                SELECT count(*) FROM audit_log WHERE action = 'created' AND actor_id = 'user-1' AND actor_type = 'human' \
                AND worker_id = 'user-1'
                """ as SQL
            #expect(try await crew.count(rows) == 1)
        }
    }

    @Test(arguments: Engine.all) func `64 first calls at once, reading and writing, make one worker`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            let other = try await crew.again()
            let codes = await withTaskGroup { group in
                for number in 0..<64 {
                    let ada = (number.isMultiple(of: 2) ? crew : other).person("user-1", handle: "@ada")
                    group.addTask {
                        number.isMultiple(of: 3)
                            ? await ada.refusal(of: CreateTask.self, ["title": "x"])
                            : await ada.refusal(of: WhoAmI.self)
                    }
                }
                return await group.reduce(into: []) { $0.append($1?.code) }
            }
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await crew.count("SELECT count(*) FROM workers") == 1)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE entity_type = 'worker'") == 1)
        }
    }

    @Test(arguments: Engine.all) func `64 people who would like one handle each get their own`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            let codes = await withTaskGroup { group in
                for number in 0..<64 {
                    let person = crew.person("user-\(number)", handle: "@ada")
                    group.addTask { await person.refusal(of: WhoAmI.self) }
                }
                return await group.reduce(into: []) { $0.append($1?.code) }
            }
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await crew.count("SELECT count(DISTINCT handle) FROM workers") == 64)
            let handles = try await crew.database.read { tx throws(TaskFlowError) in
                try tx.all("SELECT handle FROM workers") { Handle.read($0, 0) }
            }
            #expect(handles.allSatisfy { Handle($0.rawValue) != nil })
        }
    }

    @Test(arguments: Engine.all) func `an agent's handle is not taken from it, not even one made to be in the way`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine, .sso) { crew in
            let admin = crew.person("boss", role: .admin)
            try await admin.call(RegisterWorker.self, ["handle": "@ada"])
            let ada = try await crew.person("user-1", handle: "@ada").call(WhoAmI.self)
            #expect(ada.worker.handle.rawValue.hasPrefix("@ada-"))
            #expect(
                try await crew.again().person("user-1", handle: "@ada").call(WhoAmI.self).worker.handle
                    == ada.worker.handle)
            // The second choice can be foreseen by whoever knows the id; there are others.
            let next = try await suffixed("@bob", of: "user-2", crew)
            try await admin.call(RegisterWorker.self, ["handle": "@bob"])
            try await admin.call(RegisterWorker.self, ["handle": .string(next)])
            let bob = try await crew.person("user-2", handle: "@bob").call(WhoAmI.self)
            #expect(bob.worker.handle.rawValue.hasPrefix("@bob-"))
            #expect(bob.worker.handle.rawValue != next)
        }
    }

    /// The handle that someone gets in a tenant where the wanted one is taken.
    private func suffixed(_ handle: String, of id: String, _ crew: Crew) async throws -> String {
        let admin = crew.person("boss", tenant: "elsewhere", role: .admin)
        try await admin.call(RegisterWorker.self, ["handle": .string(handle)])
        return try await crew.person(id, tenant: "elsewhere", handle: handle).call(WhoAmI.self).worker.handle.rawValue
    }

    @Test(arguments: Engine.all) func `a name and a role are kept fresh, with an audit row`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            #expect(try await crew.person("u", name: "Ada").call(WhoAmI.self).worker.name.rawValue == "Ada")
            let later = try await crew.again().person("u", role: .admin, name: "Ada King")
            let who = try await later.call(WhoAmI.self)
            #expect(who.worker.name.rawValue == "Ada King")
            #expect(who.role == .admin)
            #expect(try await crew.count("SELECT count(*) FROM workers WHERE id = 'u' AND role = 'admin'") == 1)
            #expect(try await crew.count("SELECT count(*) FROM audit_log WHERE action = 'updated'") == 1)
            // A token without a name takes none away.
            #expect(try await crew.again().person("u").call(WhoAmI.self).worker.name.rawValue == "Ada King")
            #expect(
                try await crew.person("x", handle: "@x-handle").call(WhoAmI.self).worker.name.rawValue == "@x-handle")
        }
    }

    @Test(arguments: Engine.all) func `two spellings of one name are two workers`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            for id in ["caf\u{E9}", "cafe\u{301}", "CAF\u{C9}"] {
                let worker = try await crew.person(id, handle: "@cafe").call(WhoAmI.self).worker
                #expect(Array(worker.id.rawValue.utf8) == Array(id.utf8))
            }
            #expect(try await crew.count("SELECT count(*) FROM workers") == 3)
        }
    }

    @Test func `who was seen lately costs no unit of work of their own`() async throws {
        let counting = CountingDatabase(try SQLiteDatabase(.memory))
        let noted = NotedUses()
        let crew = try await Crew(on: counting, mode: .sso, activity: noted)
        let ada = crew.person("u")
        let task = try await ada.addTask()
        _ = counting.takeCounts()
        try await ada.call(StartTask.self, ["task_id": task.json])
        #expect(counting.takeCounts() == (0, 1))
        for _ in 0..<20 { try await ada.call(GetTask.self, ["task_id": task.json]) }
        #expect(counting.takeCounts() == (20, 0))
        #expect(noted.count == 0)
        await counting.close()
    }

    @Test func `when a person was last seen is written once a minute, by whichever process`() async throws {
        let database = try SQLiteDatabase(.memory)
        let noted = NotedUses()
        for _ in 0..<3 {
            let crew = try await Crew(on: database, mode: .sso, activity: noted)
            for _ in 0..<5 { try await crew.person("u").call(WhoAmI.self) }
        }
        #expect(noted.count == 0)
        try await database.write { tx throws(TaskFlowError) in
            _ = try tx.execute("UPDATE workers SET last_seen_at = last_seen_at - 60000")
        }
        let crew = try await Crew(on: database, mode: .sso, activity: noted)
        for _ in 0..<5 { try await crew.person("u").call(WhoAmI.self) }
        #expect(noted.count == 1)
        await database.close()
    }

    /// As after a backup was restored under a running server.
    @Test(arguments: Engine.all) func `who is not there any more is registered anew`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let ada = crew.person("u")
            try await ada.call(WhoAmI.self)
            try await crew.database.write { tx throws(TaskFlowError) in _ = try tx.execute("DELETE FROM workers") }
            #expect(await ada.refusal(of: WhoAmI.self)?.code == .unauthenticated)
            try await ada.call(WhoAmI.self)
            #expect(try await crew.count("SELECT count(*) FROM workers WHERE id = 'u'") == 1)
        }
    }

    @Test(arguments: Engine.all) func `who was deleted is refused on the next call, by every process`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine, .sso) { crew in
            let (admin, ada) = (crew.person("boss", role: .admin), crew.person("u"))
            let (elsewhere, new) = (try await crew.again().person("u"), try await crew.again().person("u"))
            for here in [ada, elsewhere] { try await here.call(WhoAmI.self) }
            try await admin.call(DeleteWorker.self, ["id": "u"])
            for place in [ada, elsewhere, new] {
                #expect(await place.refusal(of: WhoAmI.self)?.code == .unauthenticated)
                #expect(await place.refusal(of: CreateTask.self, ["title": "t"])?.code == .unauthenticated)
                #expect(await place.refusal(of: CreateTask.self, ["title": 1])?.code == .unauthenticated)
            }
            #expect(try await crew.count("SELECT count(*) FROM workers WHERE id = 'u' AND deleted_at IS NULL") == 0)
        }
    }
}
