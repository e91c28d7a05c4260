import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// One-time links: who makes them, what they open, and how they end.
@Suite struct SignInLinkTests {
    private let hour = 3600

    private func browser(_ session: OpenedSession, _ crew: Crew) -> CrewMember {
        CrewMember(crew: crew, handle: "", credential: .session(hash: Secret.hash(of: session.secret)))
    }

    private func code(_ link: SignInLink) throws -> String {
        let parts = link.url.split(separator: "/#login=", omittingEmptySubsequences: false)
        return String(try #require(parts.count == 2 ? parts.last : nil))
    }

    /// What the code of a link opens, or why not.
    private func open(_ link: SignInLink, _ crew: Crew) async throws -> Result<OpenedSession, TaskFlowError> {
        let (sessions, code) = (Sessions(database: crew.database, mode: .local), try code(link))
        do throws(TaskFlowError) { return .success(try await sessions.open(code: code)) } catch {
            return .failure(error)
        }
    }

    private func isOpened(_ link: SignInLink, _ crew: Crew) async throws -> Bool {
        if case .success = try await open(link, crew) { true } else { false }
    }

    @Test(arguments: Engine.all) func `an invitation registers a person, and is good once within 72 hours`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let admin = try await crew.worker("@admin", isAdmin: true)
            let link = try await admin.call(InviteWorker.self, ["id": "@ada"], via: .cli)
            let late = try await admin.call(InviteWorker.self, ["id": "@ada"])
            clock.turn(seconds: 72 * hour - 1)
            let session = try #require(try? await open(link, crew).get())
            let who = try await browser(session, crew).call(WhoAmI.self)
            #expect(who.worker.id.rawValue == "@ada" && who.worker.type == .human && who.role == .member)
            #expect(who.scopes == .all)
            #expect(try await !isOpened(link, crew))
            clock.turn(seconds: 1)
            #expect(try await !isOpened(late, crew))
            let rows = try await admin.call(ListAudit.self, ["entity_type": "worker"]).elements
                .filter { $0.entityID == "@ada" }.map(\.action.rawValue)
            #expect(rows == ["invited", "invited", "created"])
        }
    }

    @Test(arguments: Engine.all) func `a link for oneself is good for ten minutes`(_ engine: Engine) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let ada = try await crew.worker("@ada")
            let (link, late) = (try await ada.call(LinkMe.self), try await ada.call(LinkMe.self))
            clock.turn(seconds: 599)
            let session = try await open(link, crew).get()
            #expect(try await browser(session, crew).call(WhoAmI.self).worker.id.rawValue == "@ada")
            clock.turn(seconds: 1)
            #expect(try await !isOpened(late, crew))
        }
    }

    @Test(arguments: Engine.all) func `of many who use a code at once, one is let in`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let link = try await crew.worker("@ada").call(LinkMe.self)
            let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { try await isOpened(link, crew) } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(opened == 1)
            #expect(try await crew.count("SELECT count(*) FROM sessions") == 1)
        }
    }

    @Test(arguments: Engine.all) func `a credential with fewer scopes than a session has makes no link`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let few = Scopes([.tasksRead, .tasksWrite, .projectsWrite, .workersWrite])
            let ada = try await crew.worker("@ada", scopes: few, isAdmin: true)
            #expect(await ada.refusal(of: LinkMe.self)?.missingScope == "audit:read")
            #expect(await ada.refusal(of: InviteWorker.self, ["id": "@bob"])?.missingScope == "audit:read")
            #expect(try await crew.count("SELECT count(*) FROM sign_in_codes") == 0)
            #expect(try await crew.count("SELECT count(*) FROM workers WHERE id = '@bob'") == 0)
        }
    }

    @Test(arguments: Engine.all) func `agents are not invited, and nobody who is not there under a handle`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let admin = try await crew.worker("@admin", isAdmin: true)
            let bot = try await crew.worker("@bot", type: .agent, isAdmin: true)
            #expect(await admin.refusal(of: InviteWorker.self, ["id": "@bot"])?.code == .forbidden)
            #expect(await bot.refusal(of: InviteWorker.self, ["id": "@admin"])?.code == .forbidden)
            #expect(await bot.refusal(of: InviteWorker.self, ["id": "@new"])?.code == .notFound)
            #expect(try await crew.count("SELECT count(*) FROM workers WHERE id = '@new'") == 0)
            #expect(await bot.refusal(of: LinkMe.self)?.code == .forbidden)
            for name: JSON in ["nobody", "@Ada", "@a b"] {
                #expect(await admin.refusal(of: InviteWorker.self, ["id": name])?.code == .notFound)
            }
            _ = try await crew.worker("@gone")
            try await admin.call(DeleteWorker.self, ["id": "@gone"])
            #expect(await admin.refusal(of: InviteWorker.self, ["id": "@gone"])?.code == .alreadyExists)
        }
    }

    @Test(arguments: Engine.all) func `whoever is deleted comes in by no link, not even by one made for another`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let admin = try await crew.worker("@admin", isAdmin: true)
            let other = try await crew.worker("@other", isAdmin: true)
            let (own, kept) = (
                try await other.call(LinkMe.self), try await other.call(InviteWorker.self, ["id": "@ada"])
            )
            let stays = try await admin.call(InviteWorker.self, ["id": "@ada"])
            try await admin.call(DeleteWorker.self, ["id": "@other"])
            #expect(try await !isOpened(own, crew))
            #expect(try await !isOpened(kept, crew))
            #expect(try await isOpened(stays, crew))
        }
    }

    @Test(arguments: Engine.all) func `a worker has twenty links, and one more ends the one that ends first`(
        _ engine: Engine
    ) async throws {
        let clock = TestClock()
        try await withCrew(engine, clock: clock) { crew, _ in
            let ada = try await crew.worker("@ada")
            var links: [SignInLink] = []
            for _ in 0...Sessions.perWorker {
                clock.turn(seconds: 1)
                links.append(try await ada.call(LinkMe.self))
            }
            #expect(try await crew.count("SELECT count(*) FROM sign_in_codes") == Sessions.perWorker)
            #expect(try await !isOpened(links[0], crew))
            #expect(try await isOpened(links[1], crew))
        }
    }

    @Test(arguments: Engine.all) func `signing out everywhere ends sessions and links, and leaves keys`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (admin, ada) = (try await crew.worker("@admin", isAdmin: true), try await crew.worker("@ada"))
            let sessions = [
                browser(try await open(try await ada.call(LinkMe.self), crew).get(), crew),
                browser(try await open(try await ada.call(LinkMe.self), crew).get(), crew),
            ]
            let (others, unused) = (
                browser(try await open(try await admin.call(LinkMe.self), crew).get(), crew),
                try await ada.call(LinkMe.self)
            )
            try await sessions[0].call(EndSessions.self, ["id": "me"], via: .web)
            for session in sessions { #expect(await session.refusal(of: WhoAmI.self)?.code == .unauthenticated) }
            #expect(try await !isOpened(unused, crew))
            #expect(await others.refusal(of: WhoAmI.self) == nil)
            #expect(await ada.refusal(of: WhoAmI.self) == nil)
            let row = try #require(try await admin.call(ListAudit.self, ["action": "signed_out"]).elements.first)
            #expect(row.entityID == "@ada" && row.actorID.rawValue == "@ada" && row.via == .web)
            #expect(row.context["sessions"] == 2 && row.context["links"] == 1)
            #expect(await ada.refusal(of: EndSessions.self, ["id": "@admin"])?.code == .forbidden)
            try await admin.call(EndSessions.self, ["id": "@ada"])
        }
    }

    @Test(arguments: Engine.all) func `what opens while its person signs out everywhere does not last`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let ada = try await crew.worker("@ada")
            for _ in 0..<12 {
                let link = try await ada.call(LinkMe.self)
                async let opened = open(link, crew)
                async let ended = ada.refusal(of: EndSessions.self, ["id": "me"])
                let (session, refusal) = (try await opened, await ended)
                #expect(refusal == nil)
                let left = try await crew.count("SELECT count(*) FROM sessions WHERE worker_id = '@ada'")
                if case .failure = session { #expect(left == 0) } else { #expect(left <= 1) }
                try await ada.call(EndSessions.self, ["id": "me"])
                #expect(try await crew.count("SELECT count(*) FROM sessions WHERE worker_id = '@ada'") == 0)
            }
        }
    }
}
