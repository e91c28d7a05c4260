import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct TaskListTests {
    /// Walks a list by its cursors, forward or back.
    fileprivate func walk(
        _ member: CrewMember, _ query: JSONObject, from start: String? = nil, backward: Bool = false
    ) async throws -> [[TaskID]] {
        var pages: [[TaskID]] = []
        var cursor = start
        repeat {
            var input = query
            if let cursor { input["cursor"] = .string(cursor) }
            let page = try await member.call(ListTasks.self, input)
            pages.append(page.elements.map(\.id))
            let neighbour = backward ? page.info.previous : page.info.next
            if case .cursor(let text) = neighbour { cursor = text } else { cursor = nil }
        } while cursor != nil && pages.count < 100
        return pages
    }

    @Test(arguments: TaskSort.allCases, Engine.all)
    func `pages by cursor hold every task once, in order, there and back`(_ sort: TaskSort, engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let titles = ["b", "a", "é", "Z", "z", "a", "𝄞", "ｱ", "B", "b"]
            for (index, title) in titles.enumerated() {
                var more: JSONObject = ["priority": .string(Priority.allCases[index % 4].rawValue)]
                if index % 3 != 0 { more["due_date"] = .string("2026-12-0\(index % 4 + 1)") }
                _ = try await owner.addTask(title, more)
            }
            let query: JSONObject = ["limit": 3, "sort": .string(sort.rawValue)]
            let whole = try await owner.call(ListTasks.self, ["sort": .string(sort.rawValue)]).elements
            let pages = try await walk(owner, query)
            #expect(pages.map(\.count) == [3, 3, 3, 1])
            #expect(pages.flatMap { $0 } == whole.map(\.id))
            #expect(isSorted(whole, by: sort))

            let end = try await owner.call(ListTasks.self, query.with("offset", 9))
            #expect(end.info.previous == .offset(6) && end.info.next == nil)
            let last = try await lastCursor(owner, query)
            let back = try await walk(owner, query, from: last, backward: true)
            #expect(back.reversed().flatMap { $0 } == whole.map(\.id))
        }
    }

    private func lastCursor(_ member: CrewMember, _ query: JSONObject) async throws -> String? {
        var cursor: String?
        while true {
            var input = query
            if let cursor { input["cursor"] = .string(cursor) }
            let page = try await member.call(ListTasks.self, input)
            guard case .cursor(let next) = page.info.next else { return cursor }
            cursor = next
        }
    }

    private func isSorted(_ tasks: [TaskItem], by sort: TaskSort) -> Bool {
        zip(tasks, tasks.dropFirst()).allSatisfy { first, second in
            switch sort {
            case .createdAt: (first.createdAt, first.id.rawValue) < (second.createdAt, second.id.rawValue)
            case .newest: (first.createdAt, first.id.rawValue) > (second.createdAt, second.id.rawValue)
            case .updatedAt: (first.updatedAt, first.id.rawValue) < (second.updatedAt, second.id.rawValue)
            case .lastUpdated: (first.updatedAt, first.id.rawValue) > (second.updatedAt, second.id.rawValue)
            case .dueDate: isDue(first, second, <)
            case .lastDue: isDue(first, second, >)
            case .priority: (first.priority.rank, first.id.rawValue) < (second.priority.rank, second.id.rawValue)
            case .mostUrgent: (first.priority.rank, first.id.rawValue) > (second.priority.rank, second.id.rawValue)
            case .title: !scalars(second).lexicographicallyPrecedes(scalars(first))
            case .titleBackward: !scalars(first).lexicographicallyPrecedes(scalars(second))
            case .urgency: urgency(first).lexicographicallyPrecedes(urgency(second))
            // None of them is completed.
            case .lastCompleted: first.id.rawValue > second.id.rawValue
            }
        }
    }

    private func urgency(_ task: TaskItem) -> [Int] {
        [-task.priority.rank, task.dueDate?.milliseconds ?? .max, task.id.rawValue]
    }

    private func isDue(_ first: TaskItem, _ second: TaskItem, _ inOrder: (Int, Int) -> Bool) -> Bool {
        guard let left = first.dueDate, let right = second.dueDate else { return second.dueDate == nil }
        return left == right || inOrder(left.milliseconds, right.milliseconds)
    }

    private func scalars(_ task: TaskItem) -> [UInt32] { task.title.rawValue.unicodeScalars.map(\.value) }

    @Test(arguments: Engine.all) func `filters narrow each other`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            let other = try await crew.worker("@other", type: .agent)
            let first = try await owner.addTask("100% ÄRGER_1", ["tags": ["a", "b.c"], "due_date": "2026-12-01"])
            let second = try await other.addTask("x", ["description": "ärger", "tags": ["a"], "parent_id": first.json])
            try await other.call(StartTask.self, ["task_id": second.json])
            func ids(_ query: JSONObject) async throws -> [TaskID] {
                try await owner.call(ListTasks.self, query).elements.map(\.id)
            }
            #expect(try await ids(["q": "Ärger"]) == [second, first])
            #expect(try await ids(["q": "0% ä"]) == [first])
            #expect(try await ids(["q": "R_1"]) == [first])
            #expect(try await ids(["q": "R%1"]) == [])
            #expect(try await ids(["tag": ["a", "b.c"]]) == [first])
            #expect(try await ids(["tag": ["b"]]) == [])
            #expect(try await ids(["status": ["pending", "in_progress"]]) == [second, first])
            #expect(try await ids(["status": "completed"]) == [])
            #expect(try await ids(["assigned_to": "@other"]) == [second])
            #expect(try await ids(["assigned_to": "me"]) == [])
            #expect(try await ids(["created_by": "me"]) == [first])
            #expect(try await ids(["parent_id": first.json]) == [second])
            #expect(try await ids(["parent_id": 0]) == [second, first])
            #expect(try await ids(["due_before": "2026-12-01"]) == [])
            #expect(try await ids(["due_after": "2026-12-01"]) == [first])
            #expect(try await ids(["priority": "medium", "assigned_to": "@other", "sort": "title"]) == [second])
            #expect(try await owner.call(ListTasks.self, ["total": true, "limit": 1]).info.total == 2)
        }
    }

    @Test(arguments: Engine.all) func `a cursor of another query is refused`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            for _ in 0..<2 { _ = try await owner.addTask() }
            let page = try await owner.call(ListTasks.self, ["limit": 1])
            guard case .cursor(let cursor) = page.info.next else { Issue.record("no next page"); return }
            for query: JSONObject in [["sort": "title"], ["status": "pending"], ["offset": 1]] {
                let refusal = await owner.refusal(of: ListTasks.self, query.with("cursor", .string(cursor)))
                #expect(refusal?.code == .validationFailed)
                #expect(refusal?.issues.first?.location == [.name("query"), .name("cursor")])
            }
            for nonsense in ["", "x", "AAAA", cursor + "A", "WzEsMiwzXQ"] {
                let refusal = await owner.refusal(of: ListTasks.self, ["cursor": .string(nonsense)])
                #expect(refusal?.code == .validationFailed)
            }
        }
    }
}

extension TaskListTests {
    @Test(arguments: Engine.all) func `what is nobody's is found, by pages`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            var free: [TaskID] = []
            for number in 1...7 {
                let mine = number % 3 == 0
                let id = try await owner.addTask("\(number)", mine ? ["assigned_to": "@owner"] : [:])
                if !mine { free.append(id) }
            }
            let done = try await owner.addTask("done")
            try await owner.call(StartTask.self, ["task_id": done.json])
            try await owner.call(ReleaseTask.self, ["task_id": done.json])
            free.append(done)
            for sort in TaskSort.allCases {
                let query: JSONObject = ["unassigned": true, "limit": 2, "sort": .string(sort.rawValue)]
                let pages = try await walk(owner, query)
                #expect(Set(pages.flatMap { $0 }) == Set(free) && pages.flatMap { $0 }.count == free.count)
            }
            #expect(try await owner.call(ListTasks.self, ["unassigned": false]).elements.count == 8)
            #expect(try await owner.call(ListTasks.self, ["unassigned": true, "assigned_to": "me"]).elements.isEmpty)
            let total = try await owner.call(ListTasks.self, ["unassigned": true, "total": true, "limit": 1]).info.total
            #expect(total == free.count)
            let refusal = await owner.refusal(of: ListTasks.self, ["unassigned": "perhaps"])
            #expect(refusal?.issues.first?.location == [.name("query"), .name("unassigned")])
        }
    }

    @Test(arguments: Engine.all) func `letters are found in every case that they have`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let owner = try await crew.worker("@owner")
            func ids(_ text: String) async throws -> [TaskID] {
                try await owner.call(ListTasks.self, ["q": .string(text), "sort": "created_at"]).elements.map(\.id)
            }
            let greek = try await owner.addTask("Ο ΜΎΘΟΣ ΤΟΥ ΣΊΣΥΦΟΥ", ["description": "ένας μύθος"])
            let german = try await owner.addTask("Größe der Straße")
            let turkish = try await owner.addTask("İstanbul", ["description": "ısı"])
            for text in ["μύθος", "ΜΎΘΟΣ", "μύθοσ", "ς του σ"] { #expect(try await ids(text) == [greek], "\(text)") }
            for text in ["straße", "STRASSE", "STRAẞE", "gröss", "ß"] {
                #expect(try await ids(text) == [german], "\(text)")
            }
            for text in ["İSTANBUL", "i\u{307}stanbul", "stanbul", "ısı"] {
                #expect(try await ids(text) == [turkish], "\(text)")
            }
            #expect(try await ids("istanbul").isEmpty)
            try await owner.patch(turkish, ["title": "Weiß"])
            #expect(try await ids("WEISS") == [turkish])
        }
    }
}
