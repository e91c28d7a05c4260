import TaskFlowSchema
import Testing

@testable import TaskFlowClient
@testable import TaskFlowImporters

/// What is sent of a file's tasks.
struct ImportBodyTests {
    private func body(_ task: ForeignTask, _ words: String...) throws -> (JSON, [String]) {
        var people = ImportPeople(said: [:], workers: [("@ada", "Ada")])
        let body = ImportBody([task], .beads, into: "sea", try ImportLine(["file"] + words), &people)
        return (try JSONParser.parse(body.bytes), body.notes)
    }

    @Test func theFieldsAreThoseOfTheOperation() throws {
        var task = ForeignTask(id: "a", title: "A")
        (task.assignee, task.parent, task.needs, task.tags) = ("ada", "p", ["n"], ["t"])
        task.comments = [
            .init(author: "o", text: "x", created: "2026-01-01T00:00:00.000Z"), .init(author: "\u{1}", text: "\0"),
        ]
        task.links = [.init(url: "https://x.y", title: "l")]
        let (json, notes) = try body(task, "--dry-run", "--include-deleted")
        #expect(notes.isEmpty)
        #expect(
            json.text == """
                {"source":"beads","project_slug":"sea","dry_run":true,"include_deleted":true,"tasks":[{"source_id":"a","title":"A",\
                "status":"pending","priority":"medium","assigned_to":"@ada","parent":"p","tags":["t"],"needs":["n"],\
                "comments":[{"text":"x","author":"o","created_at":"2026-01-01T00:00:00.000Z"}],\
                "links":[{"url":"https://x.y","title":"l"}]}]}
                """)
    }

    @Test func aLongTitleStandsWholeInTheText() throws {
        let title = String(repeating: "long ", count: 60) + "end"
        var task = ForeignTask(id: "a", title: title)
        task.description = "More"
        let row = try body(task).0["tasks"]?[0]
        #expect(row?["title"]?.stringValue?.unicodeScalars.count ?? 0 <= 200)
        #expect(row?["description"]?.stringValue == title + "\n\nMore")
    }

    @Test func droppedIsATagOnce() throws {
        var task = ForeignTask(id: "a", title: "A")
        (task.status, task.isDropped, task.tags) = (.completed, true, ["dropped", "x"])
        #expect(try body(task).0["tasks"]?[0]?["tags"] == ["x", "dropped"])
    }

    @Test func longIdsStayDifferentAndFit() throws {
        let long = String(repeating: "x", count: 300)
        let ids = try [long + "1", long + "2", "\u{1}", "\u{2}"].map { id in
            try body(ForeignTask(id: id, title: "A")).0["tasks"]?[0]?["source_id"]?.stringValue ?? ""
        }
        #expect(Set(ids).count == 4 && ids.allSatisfy { (1...200).contains($0.unicodeScalars.count) })
        var child = ForeignTask(id: "c", title: "C")
        (child.parent, child.needs) = (long + "1", [long + "1"])
        let row = try body(child).0["tasks"]?[0]
        #expect(row?["parent"]?.stringValue == ids[0] && row?["needs"]?[0]?.stringValue == ids[0])
    }

    @Test func whatHasNoRoomIsTold() throws {
        var task = ForeignTask(id: "a", title: "A")
        task.description = String(repeating: "x", count: 70_000)
        task.needs = (0..<1_001).map { "n\($0)" }
        task.comments = Array(repeating: .init(author: nil, text: "x"), count: 1_001)
        task.links = (0..<101).map { .init(url: "https://x.y/\($0)") }
        let (json, notes) = try body(task)
        #expect(
            json["tasks"]?[0]?["needs"]?.arrayValue?.count == 1_000
                && json["tasks"]?[0]?["links"]?.arrayValue?.count == 100)
        #expect(
            notes == [
                "1 task has a text of more than 65,536 characters: the rest is cut off",
                "1 task has more than 100 links: the rest is cut off",
                "1 task has more than 1000 comments: the rest is cut off",
                "1 task has more than 1000 needs: the rest is cut off",
            ])
    }
}
