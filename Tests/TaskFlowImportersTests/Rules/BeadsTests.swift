import Testing

@testable import TaskFlowImporters

/// beads' rows, edge by edge.
struct BeadsTests {
    private func task(_ rest: String) throws -> ForeignTask { try #require(try file(rest).projects[0].tasks.first) }

    private func file(_ rest: String) throws -> ForeignFile {
        try Read.file(#"{"id":"sea-a1","title":"A","created_at":"2026-01-01T00:00:00Z",\#(rest)}"#, .beads)
    }

    @Test(arguments: [(0, "critical"), (1, "high"), (2, "medium"), (3, "low"), (4, "low")])
    func zeroIsAPriority(_ number: Int, _ priority: String) throws {
        #expect(try task("\"status\":\"open\",\"priority\":\(number)").priority == priority)
    }

    @Test(arguments: [
        ("open", ForeignTask.Status.pending, false), ("in_progress", .inProgress, false), ("blocked", .blocked, false),
        ("deferred", .pending, false), ("closed", .completed, false), ("hooked", .inProgress, false),
        ("pinned", .pending, false),
        ("tombstone", .completed, true), ("brewing", .pending, false),
    ])
    func statuses(_ word: String, _ status: ForeignTask.Status, _ isDropped: Bool) throws {
        let task = try task("\"status\":\"\(word)\"")
        #expect(task.status == status && task.isDropped == isDropped)
    }

    @Test(arguments: ["message", "agent", "role", "rig", "gate", "event", "convoy", "molecule"])
    func machineryIsLeftOut(_ type: String) throws {
        let file = try file("\"status\":\"open\",\"issue_type\":\"\(type)\"")
        #expect(
            file.projects[0].tasks.isEmpty
                && file.notes == ["beads' own records, such as messages and gates, are left out"])
    }

    @Test func soAreEphemeralRowsAndOtherTypes() throws {
        #expect(try file("\"status\":\"open\",\"ephemeral\":true").projects[0].tasks.isEmpty)
        let file = try file("\"status\":\"open\",\"_type\":\"memory\"")
        #expect(file.projects[0].tasks.isEmpty && file.notes == ["Records of the type 'memory' are no tasks"])
    }

    @Test func anIdIsOpaque() throws {
        let text =
            #"{"id":"a-1","title":"A","status":"open","priority":1}"# + "\n"
            + #"{"id":"a-1.2","title":"B","status":"open","priority":1}"#
        #expect(try Read.tasks(text).map(\.parent) == [nil, nil])
    }

    @Test(arguments: ["blocks", "blocked-by", "conditional-blocks", "waits-for"])
    func someRelationsHoldItUp(_ type: String) throws {
        let task = try task(
            #""status":"open","dependencies":[{"issue_id":"sea-a1","depends_on_id":"x","type":"\#(type)","metadata":"{}"}]"#
        )
        #expect(task.needs == ["x"] && task.parent == nil)
    }

    @Test func theOthersDoNot() throws {
        let file = try file(
            #""status":"open","dependencies":[{"depends_on_id":"x","type":"related"},{"depends_on_id":"p","type":"parent-child"}]"#
        )
        #expect(file.projects[0].tasks[0].needs == [] && file.projects[0].tasks[0].parent == "p")
        #expect(file.notes == ["Relations of the kind 'related' hold nothing up: they are left out"])
    }

    @Test func aCommentsNumberMayBeText() throws {
        let task = try task(
            #""status":"open","comments":[{"id":1,"author":"o","text":"a"},{"id":"c2","text":"b","created_at":"2026-01-02T00:00:00Z"}]"#
        )
        #expect(
            task.comments == [
                .init(author: "o", text: "a"), .init(author: nil, text: "b", created: "2026-01-02T00:00:00.000Z"),
            ])
    }

    @Test func whatHasNoFieldStandsInTheText() throws {
        let task = try task(
            #""status":"closed","description":"D","design":"X","acceptance_criteria":"Y","notes":"Z","estimated_minutes":30,"close_reason":"Shipped","closed_at":"2026-02-01T00:00:00Z","external_ref":"gh-9""#
        )
        #expect(
            task.description == """
                D

                ## Acceptance criteria

                Y

                ## Design

                X

                ## Notes

                Z

                ## Estimate

                30 minutes

                ## Why it was closed

                Shipped

                ## Reference

                gh-9
                """)
        #expect(task.completed == "2026-02-01T00:00:00.000Z")
    }

    @Test func timesAreKept() throws {
        let task = try task(
            #""status":"in_progress","due_at":"2026-02-01T00:00:00+03:00","defer_until":"2026-01-15","started_at":"2026-01-03T00:00:00Z""#
        )
        #expect(task.due == "2026-01-31T21:00:00.000Z" && task.notBefore == "2026-01-15T00:00:00.000Z")
        #expect(task.started == "2026-01-03T00:00:00.000Z" && task.created == "2026-01-01T00:00:00.000Z")
    }

    @Test func whatIsLeftOutIsTold() throws {
        #expect(
            try file(#""status":"open","metadata":{"a":1},"rank":3,"dependency_count":4"#).notes == [
                "Field 'metadata' is left out", "Field 'rank' is left out",
            ])
    }
}
