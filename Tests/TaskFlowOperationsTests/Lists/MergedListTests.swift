import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// A caller of few projects is served by merging one walk for each; of many by one walk over the tenant.
@Suite struct MergedListTests {
    @Test(arguments: [0, 1, 3, 16, 17], Engine.all)
    func `a member sees its projects' tasks and those without, once and in order`(
        projects: Int, engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let (member, seen) = try await stage(crew, projects)
            for sort in ["created_at", "-created_at"] { try await expect(member, seen, sort) }
        }
    }

    private func expect(_ member: CrewMember, _ seen: [TaskID], _ sort: String) async throws {
        let expected = sort == "created_at" ? seen : seen.reversed()
        let whole = try await member.call(ListTasks.self, ["sort": .string(sort), "total": true])
        #expect(whole.elements.map(\.id) == expected && whole.info.total == expected.count)

        var paged: [TaskID] = []
        var query: JSONObject = ["sort": .string(sort), "limit": 4]
        while true {
            let page = try await member.call(ListTasks.self, query)
            paged += page.elements.map(\.id)
            guard case .cursor(let next) = page.info.next else { break }
            query["cursor"] = .string(next)
        }
        #expect(paged == expected)
        let behind = try await member.call(ListTasks.self, ["sort": .string(sort), "limit": 3, "offset": 2])
        #expect(behind.elements.map(\.id) == Array(expected.dropFirst(2).prefix(3)))
    }

    @Test(arguments: Engine.all) func `filters hold in every part`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let (member, seen) = try await stage(crew, 2)
            let all = try await member.call(ListTasks.self, ["q": "task 1"])
            let expected = try await member.call(ListTasks.self).elements.filter {
                $0.title.rawValue.contains("task 1")
            }
            #expect(all.elements.map(\.id) == expected.map(\.id) && !expected.isEmpty && expected.count < seen.count)
        }
    }

    /// Tasks by turns in projects the member is in, in one it is not in, and in none.
    private func stage(_ crew: Crew, _ projects: Int) async throws -> (CrewMember, seen: [TaskID]) {
        let owner = try await crew.worker("@owner", isAdmin: true)
        let member = try await crew.worker("@member", isAdmin: false)
        var places: [String?] = [nil, "hidden"]
        try await owner.call(CreateProject.self, ["slug": "hidden"])
        for number in 0..<projects {
            let slug = "p\(number)"
            try await owner.call(CreateProject.self, ["slug": .string(slug)])
            try await owner.call(AddMember.self, ["slug": .string(slug), "worker_id": "@member", "role": "viewer"])
            places.append(slug)
        }
        var seen: [TaskID] = []
        for number in 0..<24 {
            let place = places[number % places.count]
            let id = try await owner.addTask("task \(number)", place.map { ["project_slug": .string($0)] } ?? [:])
            if place != "hidden" { seen.append(id) }
        }
        return (member, seen)
    }
}
