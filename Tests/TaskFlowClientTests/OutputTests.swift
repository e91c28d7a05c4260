import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// What people see.
struct OutputTests {
    private let columns = [
        ListColumn("ID", "id", isNumber: true), ListColumn("STATUS", "status"), ListColumn("TITLE", "title"),
    ]

    @Test func columnsAlignByDisplayWidth() {
        let rows: [JSON] = [
            ["id": 1, "status": "pending", "title": "a"], ["id": 12, "status": "ビジー", "title": "b"],
            ["id": 3, "status": nil, "title": "c"],
        ]
        #expect(
            Table(columns: columns, terminal: .none).render(rows)
                == "ID  STATUS   TITLE\n 1  pending  a\n12  ビジー   b\n 3  -        c")
    }

    @Test func titlesAreCutToTheTerminal() {
        let rows: [JSON] = [["id": 1, "status": "review", "title": "界界界界界界界界界界"]]
        let table = Table(columns: columns, terminal: .screen(25, colour: false)).render(rows)
        #expect(table.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= 25 })
        #expect(table.split(separator: "\n").count == 2)
        let narrow = Table(columns: columns, terminal: .screen(20, colour: false)).render(rows)
        #expect(narrow == "ID  TITLE\n 1  界界界界界界界…")
        #expect(Table(columns: columns, terminal: .none).render(rows).hasSuffix("界"))
    }

    @Test func remarksStandBesideTitlesWhereThereIsRoom() throws {
        let title = "Write the landing page in three languages"
        let remark: JSON = [
            "action": "rejected", "text": "The headline\nis far too long", "by": "@ada",
            "at": "2026-11-21T12:34:56.789Z",
        ]
        let rows: [JSON] = [
            ["id": 1, "title": .string(title), "remark": remark], ["id": 2, "title": "b", "remark": nil],
        ]
        let columns = TaskItem.listColumns.filter {
            ["id", "title", "remark"].contains($0.field)
        }
        func lines(_ terminal: Terminal, _ rows: [JSON]) -> [String] {
            Table(columns: columns, terminal: terminal).render(rows).split(separator: "\n").map(String.init)
        }
        let whole = lines(.none, rows)
        #expect(whole[0].hasSuffix("  REMARK") && whole[2].hasSuffix("  -"))
        #expect(whole[1].hasSuffix(title + #"  rejected: The headline\nis far too long"#))
        for width in 46...90 {
            let table = lines(.screen(width, colour: false), rows)
            #expect(table[0].hasSuffix("REMARK") && table[1].contains("rejected: The"))
            #expect(table.allSatisfy { DisplayWidth.of($0) <= width })
        }
        #expect(lines(.screen(45, colour: false), rows)[0].hasSuffix("TITLE"))
        #expect(lines(.none, [rows[1]]) == ["ID  TITLE", " 2  b"])
    }

    @Test func statusIsColouredWhereColourIs() {
        let rows: [JSON] = [["id": 1, "status": "blocked", "title": "blocked"]]
        let table = Table(columns: columns, terminal: .screen(80)).render(rows)
        #expect(table.hasSuffix(" 1  \u{1B}[31mblocked\u{1B}[0m  blocked"))
        #expect(!Table(columns: columns, terminal: .screen(80, colour: false)).render(rows).contains("\u{1B}"))
    }

    @Test func noColourIsHonoured() {
        #expect(Terminal.current(environment: ["NO_COLOR": "1"]).hasColour == false)
        #expect(Terminal.current(environment: ["TERM": "dumb"]).hasColour == false)
    }

    @Test func titlesCannotDriveTheTerminal() {
        #expect(TerminalText.line("a\u{1B}[2Jb\u{9B}c\nd\te\u{7F}") == "a\\u{1b}[2Jb\\u{9b}c\\nd\\te\\u{7f}")
        #expect(TerminalText.line("\u{202E}txt\u{2066}") == "\\u{202e}txt\\u{2066}")
        #expect(TerminalText.line("naïve 👩‍🚀 日本") == "naïve 👩‍🚀 日本")
        let rows: [JSON] = [["id": 1, "status": "pending", "title": "x\u{1B}]0;owned\u{7}\ny"]]
        let table = Table(columns: columns, terminal: .screen(200, colour: false)).render(rows)
        #expect(table.unicodeScalars.filter { $0.value < 0x20 } == ["\n"])
    }

    @Test(arguments: [
        ("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("👩‍🚀", 2), ("🇩🇪", 2), ("❤️", 2), ("ｱ", 1), ("한", 2), ("", 0),
        ("\u{200B}", 0), ("✓", 1),
    ])
    func widths(text: String, width: Int) { #expect(DisplayWidth.of(text) == width) }

    @Test func cutting() {
        #expect(DisplayWidth.cut("abcdef", to: 4) == "abc…")
        #expect(DisplayWidth.cut("日本語", to: 4) == "日…")
        #expect(DisplayWidth.cut("abcd", to: 4) == "abcd")
    }

    @Test func objectsAreAlignedLines() {
        let object: JSONObject = [
            "id": 1, "review_required": true, "description": "one\ntwo\u{1B}", "worker": ["handle": "@a", "tags": []],
        ]
        #expect(
            ObjectLines(terminal: .none).render(object)
                == """
                id               1
                review_required  yes
                description      one
                                 two\\u{1b}
                worker.handle    @a
                worker.tags      -
                """)
    }

    @Test func keysThatWereAskedForAreTheColumns() throws {
        func printed(_ line: [String], _ answer: JSON) throws -> String {
            let recorded = RecordedConsole()
            let response = APIResponse(status: 200, body: answer.bytes)
            let invocation = try TestTable.table.parse(line)
            if invocation.command.isList {
                try ListPrinter(console: recorded.console()).print([response], to: invocation)
            } else {
                try AnswerPrinter(console: recorded.console()).print(response, to: invocation)
            }
            return recorded.output
        }
        let task: JSON = ["id": 7, "title": "a", "tags": ["x"], "accountable_id": "@ada"]
        #expect(
            try printed(["list", "--fields", "id,title,tags,accountable_id"], [task])
                == "ID  TITLE  TAGS  ACCOUNTABLE ID\n 7  a      x     @ada\n")
        let board: JSON = ["columns": [["status": "pending", "total": 1, "tasks": [["title": "a", "tags": ["x"]]]]]]
        let text = try printed(["board", "--fields", "title,tags"], board)
        #expect(text == "PENDING  1\n\nTITLE  TAGS\na      x\n")
    }

    @Test func whatWasSaidLastIsShown() {
        let remark: JSON = [
            "action": "rejected", "text": "No sums\u{1B}[2J\nat all", "by": "@ada", "at": "2026-11-21T08:00:00.123Z",
        ]
        let lines = ObjectLines(terminal: .none).render(["id": 1, "remark": remark])
        #expect(
            lines == """
                id             1
                remark.action  rejected
                remark.text    No sums\\u{1b}[2J
                               at all
                remark.by      @ada
                remark.at      2026-11-21T08:00:00.123Z
                """)
        #expect(ObjectLines(terminal: .none).render(["remark": .null]) == "remark  -")
    }

    @Test func timesInTablesAreToTheSecond() {
        #expect(CellText.cell("2026-11-21T08:00:00.123Z") == "2026-11-21T08:00:00Z")
        #expect(CellText.cell(["percent": 40]) == #"{"percent":40}"#)
    }

    @Test func everyListHasChosenColumns() {
        for command in TestTable.table.commands {
            guard case .many(let columns) = command.output else { continue }
            #expect(columns != nil, "\(command.spec.name)")
        }
    }
}
