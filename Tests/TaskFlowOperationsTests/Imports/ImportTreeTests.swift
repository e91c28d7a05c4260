import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// Which imported tasks lie under which and wait for which.
@Suite struct ImportTreeTests {
    @Test(arguments: Engine.all) func `what is named may come later, and what is nowhere is told`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            let report = try await house.run([
                item("child", ["parent": "top", "needs": ["other", "gone", "other"]]), item("top", ["needs": ["late"]]),
                item("other"), item("late", ["not_before": "2999-01-01"]), item("orphan", ["parent": "gone"]),
            ])
            #expect(report.counts == [5, 0, 0])
            #expect(Set(report.warnings) == ["child need_missing", "orphan parent_missing"])
            let (child, top) = (try await house.task("child"), try await house.task("top"))
            #expect(child["parent_id"] == top["id"] && child["waits"] == 1)
            #expect(top["open_children"] == 1 && top["waits"] == 1)
            #expect(try await house.task("orphan")["parent_id"] == .null)
            #expect(try await crew.count("SELECT inherited FROM tasks WHERE source = 'beads:child'") == 1)
        }
    }

    @Test(arguments: Engine.all) func `loops are broken at the edge that closes them`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            let report = try await house.run([
                item("a", ["needs": ["b"]]), item("b", ["needs": ["c"]]), item("c", ["needs": ["a"]]),
                item("self", ["needs": ["self"]]), item("p", ["parent": "q"]), item("q", ["parent": "r"]),
                item("r", ["parent": "p"]), item("own", ["parent": "own"]),
                item("up", ["needs": ["down"]]), item("down", ["parent": "up", "needs": ["up"]]),
            ])
            #expect(report.counts == [10, 0, 0])
            #expect(
                Set(report.warnings) == [
                    "c need_loop", "self need_itself", "r parent_loop", "own parent_loop", "down need_loop",
                    "up need_loop",
                ])
            #expect(try await house.task("p")["parent_id"] == house.task("q")["id"])
            #expect(try await house.task("a")["waits"] == 1)
            #expect(try await house.task("c")["waits"] == 0)
            // All of it can be done one day.
            try await finishAll(house)
        }
    }

    @Test(arguments: Engine.all) func `a loop through tasks of an earlier import is broken too`(
        _ engine: Engine
    ) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            try await house.run([item("P"), item("Q", ["needs": ["P"]]), item("R")])
            // A comes before the end of P, which comes before Q, which comes before B, which comes before A.
            let report = try await house.run([
                item("B", ["needs": ["Q", "R"]]), item("A", ["parent": "P", "needs": ["B"]]),
                item("C", ["parent": "P", "needs": ["P"]]),
            ])
            #expect(report.counts == [3, 0, 0])
            #expect(Set(report.warnings) == ["A need_loop", "C need_loop"])
            #expect(try await house.task("B")["waits"] == 2)
            try await finishAll(house)
        }
    }

    /// Takes what is ready until nothing is left: without a loop everything is reached.
    private func finishAll(_ house: Importing) async throws {
        for _ in 0..<100 {
            let ready = try await house.ada.call(ListTasks.self, ["ready": true, "limit": 1]).elements
            guard let task = ready.first else { break }
            try await house.ada.take(StartTask.self, task.id)
            try await house.ada.take(CompleteTask.self, task.id)
        }
        #expect(try await house.crew.count("SELECT count(*) FROM tasks WHERE status <> 'completed'") == 0)
        #expect(try await house.crew.faults() == [])
    }

    @Test(arguments: Engine.all) func `a completed task with open subtasks comes in open`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            let done: JSONObject = ["status": "completed"]
            let report = try await house.run([
                item("top", done), item("middle", done.with("parent", "top")), item("leaf", ["parent": "middle"]),
                item("whole", done), item("part", done.with("parent", "whole")),
                item("needer", ["needs": ["top", "whole"]]),
            ])
            #expect(Set(report.warnings) == ["top status_changed", "middle status_changed"])
            for (id, status) in [("top", "pending"), ("middle", "pending"), ("whole", "completed")] {
                let task = try await house.task(id)
                #expect(task["status"]?.stringValue == status && task["progress_percent"] == (id == "whole" ? 100 : 0))
            }
            #expect(try await house.task("needer")["waits"] == 1)
            // What comes later does not open what is completed here.
            let later = try await house.run([item("late", ["parent": "whole"])])
            #expect(later.warnings == ["late parent_completed"])
            #expect(try await house.task("late")["parent_id"] == .null)
            #expect(try await house.task("whole")["status"] == "completed")
        }
    }

    @Test(arguments: Engine.all) func `a deep tree comes whole`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            // From the bottom up: each names what comes later.
            let chain = (0..<1_010).map { level in
                item("\(level)", level == 0 ? ["needs": ["x"]] : ["parent": .string("\(level - 1)")])
            }
            let report = try await house.run(chain.reversed() + [item("x")])
            #expect(report.counts == [1_011, 0, 0])
            #expect(report.warnings == ["1000 too_deep"])
            #expect(try await crew.count("SELECT inherited FROM tasks WHERE source = 'beads:999'") == 1)
            try await house.ada.take(StartTask.self, TaskID(trusted: report.ids["x"] ?? 0))
            try await house.ada.take(CompleteTask.self, TaskID(trusted: report.ids["x"] ?? 0))
            #expect(try await crew.faults() == [])
        }
    }

    @Test func `as many needs as a task may have, and needers`() async throws {
        try await withCrew { crew in
            let house = try await Importing(crew)
            let many = (0..<60).map { item("n\($0)") }
            let names = JSON.array((0..<60).map { .string("n\($0)") })
            let needers = (0..<1_001).map { item("m\($0)", ["needs": ["n0"]]) }
            let report = try await house.run(many + [item("a", ["needs": names])] + needers)
            #expect(try await house.task("a")["waits"] == 50)
            #expect(report.warnings.count { $0 == "a too_many_needs" } == 10)
            #expect(report.warnings.count { $0.hasPrefix("m") } == 2)
            // Those of before count as well.
            let more = try await house.run([item("z", ["needs": ["n0", "n1"]])])
            #expect(more.warnings == ["z too_many_needs"])
            #expect(try await house.task("z")["waits"] == 1)
        }
    }
}
