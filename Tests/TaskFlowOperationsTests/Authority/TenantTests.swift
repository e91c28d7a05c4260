import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Tenants cannot see, guess or count what is another's, not even as admins.
@Suite struct TenantTests {
    @Test(arguments: Engine.all) func `another tenant sees, guesses and counts nothing`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let (ours, theirs) = (
                crew.person("ada", tenant: "ours", role: .admin), crew.person("eve", tenant: "theirs", role: .admin)
            )
            try await ours.call(CreateProject.self, ["slug": "site"])
            try await ours.call(RegisterWorker.self, ["handle": "@bot"])
            let key = try await ours.call(CreateKey.self, ["id": "@bot"]).listed.id
            let task = try await ours.addTask("Secret plan", ["project_slug": "site", "tags": ["secret"]])
            let loose = try await ours.addTask("Loose", ["assigned_to": "@bot"])
            try await theirs.call(WhoAmI.self)

            let filters: [JSONObject] = [
                [:], ["q": "Secret"], ["tag": "secret"], ["project": "site"], ["parent_id": task.json],
                ["status": "pending"],
            ]
            for filter in filters {
                let found = await result { try await theirs.call(ListTasks.self, filter.with("total", true)) }
                if let page = found { #expect(page.elements.isEmpty && page.page?.total == 0, "\(filter)") }
            }
            #expect(try await theirs.call(ListProjects.self, ["total": true]).page?.total == 0)
            let workers = try await theirs.call(ListWorkers.self, ["total": true])
            #expect(workers.elements.map(\.id.rawValue) == ["eve"] && workers.page?.total == 1)
            let audit = try await theirs.call(ListAudit.self, ["total": true])
            #expect(
                audit.elements.allSatisfy { $0.actorID.rawValue == "eve" } && audit.page?.total == audit.elements.count)
            #expect(await theirs.refusal(of: ListAudit.self, ["actor": "ada"])?.code == .validationFailed)
            for id in [task, loose] {
                for operation: any Operation.Type in [
                    GetTask.self, TaskAudit.self, StartTask.self, DeleteTask.self, SubmitTask.self,
                ] {
                    #expect(await Stage.perform(operation, ["task_id": id.json], theirs)?.code == .notFound)
                }
            }
            for id: JSON in ["ada", "@ada", "@bot"] {
                for operation: any Operation.Type in [GetWorker.self, DeleteWorker.self, ListKeys.self, CreateKey.self]
                {
                    #expect(await Stage.perform(operation, ["id": id], theirs)?.code == .notFound)
                }
            }
            #expect(await theirs.refusal(of: RevokeKey.self, ["id": "@bot", "key_id": key.json])?.code == .notFound)
            #expect(
                await theirs.refusal(of: CreateTask.self, ["title": "x", "assigned_to": "@bot"])?.code
                    == .validationFailed)
            #expect(
                await theirs.refusal(of: CreateTask.self, ["title": "x", "parent_id": task.json])?.code
                    == .validationFailed)
        }
    }

    @Test(arguments: Engine.all) func `what a missing thing and another's thing answer is the same to the letter`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine, .sso) { crew in
            let (ours, theirs) = (
                crew.person("ada", tenant: "ours"), crew.person("eve", tenant: "theirs", role: .admin)
            )
            let task = try await ours.addTask("Secret plan")
            try await ours.call(CreateProject.self, ["slug": "site"])
            let (there, nowhere) = (
                await theirs.refusal(of: GetTask.self, ["task_id": task.json]),
                await theirs.refusal(of: GetTask.self, ["task_id": 999_999])
            )
            #expect(there == nowhere)
            #expect(
                await theirs.refusal(of: GetProject.self, ["slug": "site"])
                    == theirs.refusal(of: GetProject.self, ["slug": "none"]))
            #expect(
                await theirs.refusal(of: GetWorker.self, ["id": "ada"])
                    == theirs.refusal(of: GetWorker.self, ["id": "nobody"]))
        }
    }

    @Test(arguments: Engine.all) func `slugs, handles and ids are taken in one's own tenant alone`(_ engine: Engine)
        async throws
    {
        try await withCrew(engine, .sso) { crew in
            for tenant in ["ours", "theirs"] {
                let admin = crew.person("ada", tenant: tenant, role: .admin)
                try await admin.call(CreateProject.self, ["slug": "site"])
                try await admin.call(RegisterWorker.self, ["handle": "@bot"])
                #expect(try await admin.call(WhoAmI.self).tenant.rawValue == tenant)
            }
            #expect(try await crew.count("SELECT count(*) FROM workers WHERE id = 'ada'") == 2)
        }
    }

    @Test(arguments: Engine.all) func `tenants whose names look alike are two`(_ engine: Engine) async throws {
        try await withCrew(engine, .sso) { crew in
            let composed = crew.person("ada", tenant: "caf\u{E9}", role: .admin)
            let task = try await composed.addTask("Secret plan")
            let decomposed = crew.person("ada", tenant: "cafe\u{301}", role: .admin)
            #expect(await decomposed.refusal(of: GetTask.self, ["task_id": task.json])?.code == .notFound)
            #expect(try await decomposed.call(ListTasks.self).elements.isEmpty)
        }
    }

    private func result<T>(_ body: () async throws -> T) async -> T? { try? await body() }
}
