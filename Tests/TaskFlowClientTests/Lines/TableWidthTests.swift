import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import TaskFlowClient

/// At any width no line of a list is wider than the terminal, whatever it holds.
struct TableWidthTests {
    private static let alphabet: [Character] = [
        "a", "b", " ", "界", "é", "👩‍🚀", "-", "0", "\u{1B}", "\n", "ｱ", "e\u{301}",
    ]

    @Test(arguments: [UInt64(1), 2, 3])
    func `no line wraps`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let commands = TestTable.table.commands
        for _ in 0..<30 {
            guard let command = commands.randomElement(using: &random), case .many(let columns?) = command.output else {
                continue
            }
            let rows = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                JSON.object(JSONObject(columns.map { ($0.field, Self.value($0, &random)) }))
            }
            for width in [40, 60, 80, 120] {
                let table = Table(columns: columns, terminal: .screen(width, colour: false)).render(rows)
                for line in table.split(separator: "\n", omittingEmptySubsequences: false) {
                    #expect(DisplayWidth.of(String(line)) <= width, "\(command.phrase) at \(width): \(line)")
                }
                #expect(table.split(separator: "\n").count == rows.count + 1)
            }
        }
    }

    private static func value(_ column: ListColumn, _ random: inout SeededGenerator) -> JSON {
        if Int.random(in: 0..<4, using: &random) == 0 { return .null }
        if column.isNumber { return .integer(Int.random(in: 0...1_000_000, using: &random)) }
        if column.field.hasSuffix("_at") || column.field.hasSuffix("_date") { return "2026-11-21T08:00:00.123Z" }
        let text = String(
            (0..<Int.random(in: 0...90, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
        if column.isRemark { return ["action": "rejected", "text": .string(text)] }
        return column.field == "context"
            ? ["note": .string(text), "status": ["before": "a", "after": "b"]] : .string(text)
    }

    @Test func `what says nothing goes, and the title stays`() {
        let columns = [
            ListColumn("ID", "id", isNumber: true), ListColumn("PROJECT", "project_slug"),
            ListColumn("DUE", "due_date"),
            ListColumn("TITLE", "title"),
        ]
        let rows: [JSON] = [["id": 1, "title": "a"], ["id": 2, "title": "b", "due_date": "2020-01-01T00:00:00.000Z"]]
        let table = Table(columns: columns, terminal: .screen(80, colour: false)).render(rows)
        #expect(table.hasPrefix("ID  DUE") && !table.contains("PROJECT"))
        let chosen = Table(columns: columns, terminal: .screen(80, colour: false), isChosen: true).render(rows)
        #expect(chosen.contains("PROJECT"))
        #expect(Table(columns: columns, terminal: .screen(80)).render(rows).contains("\u{1B}[31m"), "overdue is red")
    }

    @Test func `a context is words`() {
        #expect(
            ContextWords.text([
                "status": ["before": "pending", "after": "review"], "note": "Half",
                "tags": ["before": [], "after": ["x"]],
            ])
                == "status pending → review, note Half, tags → x")
        #expect(ContextWords.text([:]) == "-")
        #expect(ContextWords.text(["text": "a\u{1B}[2J"]) == "text a\\u{1b}[2J")
    }
}
