import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A page ends early where its bytes pass 4 MiB, and the list goes on from there.
@Suite struct PageBytesTests {
    /// Six times as long as JSON, so that a page of twelve has about 4.6 MiB.
    private static let text = String(repeating: "\u{1}", count: 65_536)
    private static let limit = 4 << 20

    private func bytes<Element>(_ page: Page<Element>) -> Int {
        var writer = JSONWriter()
        page.write(to: &writer)
        return writer.bytes.count
    }

    private func stage(_ crew: Crew) async throws -> CrewMember {
        let owner = try await crew.worker("@owner")
        for number in 0..<14 { _ = try await owner.addTask("task \(number)", ["description": .string(Self.text)]) }
        return owner
    }

    @Test(arguments: [false, true], Engine.all)
    func `by cursor every entry comes once, in order, there and back`(byOffset: Bool, engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await stage(crew)
            let all = try await owner.call(ListTasks.self, ["limit": 100, "q": "task"]).info
            #expect(all.next != nil && all.previous == nil)
            var (ids, last): ([TaskID], Page<TaskItem>?) = ([], nil)
            var query: JSONObject = byOffset ? ["limit": 100, "offset": 1] : ["limit": 100]
            repeat {
                let page = try await owner.call(ListTasks.self, query)
                #expect(bytes(page) <= Self.limit && !page.elements.isEmpty)
                ids += page.elements.map(\.id)
                last = page
                guard case .cursor(let next) = page.info.next else { break }
                query = ["limit": 100, "cursor": .string(next)]
            } while true
            #expect(ids.map(\.rawValue) == Array((1...(byOffset ? 13 : 14)).reversed()))
            guard case .cursor(let previous) = last?.info.previous else { Issue.record("no way back"); return }
            let back = try await owner.call(ListTasks.self, ["limit": 100, "cursor": .string(previous)])
            #expect(bytes(back) <= Self.limit && back.elements.count > 1)
            let kept = last?.elements.count ?? 0
            #expect(back.elements.map(\.id) == Array(ids.dropLast(kept).suffix(back.elements.count)))
        }
    }

    @Test(arguments: Engine.all) func `one entry a page has, however long it is, and a short list is whole`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let owner = try await stage(crew)
            let one = try await owner.call(ListTasks.self, ["limit": 1])
            #expect(one.elements.count == 1 && one.info.next != nil)
            let few = try await owner.call(ListTasks.self, ["limit": 5, "offset": 5])
            #expect(few.elements.count == 5 && few.info.next == .offset(10) && few.info.previous == .offset(0))
        }
    }

    @Test(arguments: Engine.all) func `it is the same for every list`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            for number in 0..<14 {
                try await owner.call(
                    CreateProject.self, ["slug": .string("p\(number)"), "description": .string(Self.text)])
            }
            let projects = try await owner.call(ListProjects.self, ["limit": 100])
            #expect(bytes(projects) <= Self.limit && projects.info.next != nil && projects.elements.count < 14)
        }
    }

    @Test func `what was written on the way is what the entries are`() async throws {
        try await withCrew { crew in
            let owner = try await crew.worker("@owner")
            for number in 0..<7 { _ = try await owner.addTask("ä \"\(number)\"", ["tags": ["a", "b"]]) }
            for query: JSONObject in [[:], ["limit": 3], ["limit": 3, "offset": 2], ["q": "none"]] {
                let page = try await owner.call(ListTasks.self, query)
                var writer = JSONWriter()
                page.write(to: &writer)
                #expect(writer.bytes == JSON.array(page.elements.map(\.json)).bytes)
            }
        }
    }
}
