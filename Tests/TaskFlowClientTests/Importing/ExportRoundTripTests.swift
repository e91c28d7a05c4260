import TaskFlowSchema
import Testing

@testable import TaskFlowClient
@testable import TaskFlowImporters

/// What is exported as CSV is read again as it was, and no spreadsheet runs it.
struct ExportRoundTripTests {
    private func read(_ rows: [JSON]) throws -> [ForeignTask] {
        let file = ImportSourceFile(name: "all.csv", bytes: Array(ExportedTable.text(rows).utf8))
        return try ImportReader.read(file, ImportWishes()).projects[0].tasks
    }

    @Test func allFieldsComeThrough() throws {
        let row: JSON = [
            "id": 7, "title": "A, \"b\"", "description": "one\r\ntwo", "status": "in_progress", "priority": "high",
            "progress_percent": 30,
            "due_date": "2026-01-02T00:00:00.000Z", "not_before": "2026-01-01T00:00:00.000Z", "tags": ["a", "b"],
            "parent_id": 3, "needs": "4,5",
            "assigned_to": "@ada", "created_at": "2025-01-01T00:00:00.000Z", "started_at": "2025-01-02T00:00:00.000Z",
            "completed_at": nil,
        ]
        var task = ForeignTask(id: "7", title: "A, \"b\"")
        task.description = "one\ntwo"
        (task.status, task.statusWord, task.priority, task.priorityWord, task.progress) = (
            .inProgress, "in_progress", "high", "high", 30
        )
        (task.due, task.notBefore, task.created) = (
            "2026-01-02T00:00:00.000Z", "2026-01-01T00:00:00.000Z", "2025-01-01T00:00:00.000Z"
        )
        (task.started, task.tags, task.parent, task.needs, task.assignee) = (
            "2025-01-02T00:00:00.000Z", ["a", "b"], "3", ["4", "5"], "ada"
        )
        #expect(try read([row]) == [task])
    }

    @Test func anyTextComesThrough() throws {
        var dice = Dice(seed: 17)
        let pieces = [
            "=", "+", "-", "@", "'", "\"", ",", ";", "\n", "\t", "a", "é", "👩‍🚀", "\u{2028}", " ", "＝", "\\", "x y",
            "\u{301}", "\u{FEFF}", "1",
        ]
        for _ in 0..<2_000 {
            func text() -> String {
                (0..<Int.random(in: 1...6, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
            }
            let (title, description) = ("a" + text(), text())
            let wild = text().trimmed
            let rows: [JSON] = [
                ["id": 1, "title": .string(title.trimmed), "description": .string(description)],
                ["id": 2, "title": .string(wild.isEmpty ? "x" : wild), "description": .string(title)],
            ]
            let tasks = try read(rows)
            #expect(tasks.map(\.title) == [title.trimmed, wild.isEmpty ? "x" : wild])
            #expect(tasks.map(\.description) == [description.trimmed.isEmpty ? "" : description, title])
        }
    }

    @Test func noCellBeginsAFormula() throws {
        let row: JSON = ["id": 1, "title": "=1+1", "description": "\t=2", "tags": ["-x"], "assigned_to": "@ada"]
        let cells =
            ExportedTable.text([row]).split(separator: "\r\n").last?.split(
                separator: ",", omittingEmptySubsequences: false) ?? []
        #expect(cells.allSatisfy { !"=+-@\t".contains($0.first ?? "a") } && cells.count == 16)
    }

    @Test func markdownIsANestedCheckListByProject() {
        let rows: [JSON] = [
            [
                "id": 1, "title": "A [x](y) <b>", "status": "in_progress", "assigned_to": "@ada", "project_slug": "sea",
                "due_date": "2026-01-02T00:00:00.000Z",
            ],
            ["id": 2, "title": "B", "status": "completed", "parent_id": 1, "project_slug": "sea"],
            ["id": 3, "title": "C D", "status": "pending", "parent_id": 99, "project_slug": nil],
        ]
        #expect(
            ExportedList(rows).text == """
                ## Without a project

                - [ ] C D (#3, pending)

                ## sea

                - [ ] A \\[x\\](y) \\<b\\> (#1, in progress, @ada, due 2026-01-02)
                  - [x] B (#2, completed)

                """)
    }
}

/// Random numbers that are the same each time (SplitMix64: https://prng.di.unimi.it/splitmix64.c).
private struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
