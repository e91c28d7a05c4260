import Foundation
import Testing

@testable import TaskFlowImporters

/// Todoist, Linear, Jira and plain CSV, edge by edge.
struct CSVFormatTests {
    // MARK: Todoist

    private let todoist =
        "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DEADLINE\n"

    @Test(arguments: [("1", "critical"), ("2", "high"), ("3", "medium"), ("4", "medium")])
    func oneIsTheHighest(_ number: String, _ priority: String) throws {
        #expect(try Read.tasks(todoist + "task,A,,\(number),1,,,,,,")[0].priority == priority)
    }

    @Test func indentsMakeTheTree() throws {
        let rows = [("A", 1), ("B", 2), ("C", 3), ("D", 2), ("E", 1), ("F", 4)].map { "task,\($0.0),,4,\($0.1),,,,,," }
        let tasks = try Read.tasks(todoist + rows.joined(separator: "\n"))
        let titles = Dictionary(uniqueKeysWithValues: tasks.map { ($0.id, $0.title) })
        #expect(tasks.map { $0.parent.flatMap { titles[$0] } } == [nil, "A", "B", "A", nil, "E"])
    }

    @Test(arguments: [
        ("every Friday", nil, "## When\n\nevery Friday"), ("4 Jan", nil, "## When\n\n4 Jan"),
        ("2026-03-07", "2026-03-07T00:00:00.000Z", ""),
        ("2026-07-01 10:00", "2026-07-01T08:00:00.000Z", ""),
    ])
    func aDateIsWords(_ date: String, _ due: String?, _ text: String) throws {
        let task = try Read.tasks(todoist + "task,A,,4,1,,,\(date),en,Europe/Oslo,")[0]
        #expect(task.due == due && task.description == text)
    }

    @Test func theDeadlineGoesBeforeTheDate() throws {
        let task = try Read.tasks(todoist + "task,A,,4,1,,,2026-03-07,en,,2026-03-10")[0]
        #expect(task.due == "2026-03-10T00:00:00.000Z" && task.description == "## When\n\n2026-03-07")
    }

    @Test func labelsStandInTheContentAndAMailAddressIsNone() throws {
        let tasks = try Read.tasks(todoist + "task,* Ask a@b.org @phone @ now,,4,1,,,,,,\ntask,@errand,,4,1,,,,,,")
        #expect(tasks[0].title == "Ask a@b.org @ now" && tasks[0].tags == ["phone"])
        #expect(tasks[1].title == "@errand" && tasks[1].tags == ["errand"])
    }

    @Test func aFileOfANoteIsALink() throws {
        let note = #"See [[file {""file_name"":""plan"",""file_url"":""https://x.org/p.pdf""}]] please"#
        let file = try Read.file(
            todoist + "note,on the project,,,,,,,,,\ntask,A,,4,1,,,,,,\nnote,\"\(note)\",,,,Lena (17),,2026-03-01,,,")
        #expect(file.projects[0].tasks[0].links == [.init(url: "https://x.org/p.pdf", title: "plan")])
        #expect(
            file.projects[0].tasks[0].comments == [
                .init(author: "Lena", text: "See  please", created: "2026-03-01T00:00:00.000Z")
            ])
        #expect(file.notes.contains { $0.hasPrefix("Line 2: a note on the project") })
    }

    @Test func whatNamesNoFileIsText() throws {
        for note in ["[[file x]] typed", #"[[file {""file_name"":""plan.pdf""}]]"#] {
            let tasks = try Read.tasks(todoist + "task,A,,4,1,,,,,,\nnote,\"see \(note)\",,,,,,,,,")
            #expect(
                tasks[0].comments.map(\.text) == ["see \(note.replacing("\"\"", with: "\""))"] && tasks[0].links.isEmpty
            )
        }
    }

    @Test func slugsOfOtherAlphabetsDiffer() {
        let slugs = ["Работа", "Дом", "買い物"].map(ForeignText.slug)
        #expect(Set(slugs).count == 3 && slugs.allSatisfy { $0.hasPrefix("imported-") && $0.utf8.count == 17 })
        #expect(ForeignText.slug("Work!") == "work" && ForeignText.slug("") == "imported")
    }

    @Test func theProjectIsTheFilesName() throws {
        #expect(
            try Read.file(todoist + "task,A,,4,1,,,,,,", as: "Kitchen [2203306141].csv").projects.map(\.name) == [
                "Kitchen"
            ])
    }

    // MARK: Linear

    private func line(_ columns: String, _ cells: String) throws -> ForeignTask {
        try Read.tasks("ID,Title,UUID,\(columns)\nA-1,A,0,\(cells)")[0]
    }

    private let day = "Mon Jan 05 2026 10:00:00 GMT+0000 (GMT+00:00)"

    @Test func whatHappenedBeatsTheStatus() throws {
        #expect(try line("Status,Completed", "Todo,\(day)").status == .completed)
        let canceled = try line("Status,Canceled", "Done,\(day)")
        #expect(canceled.isDropped && canceled.completed == "2026-01-05T10:00:00.000Z")
        #expect(try line("Status,Archived", "Todo,\(day)").isDropped)
        let done = try line("Status,Completed,Archived", "Done,\(day),\(day)")
        #expect(!done.isDropped && done.status == .completed)
        #expect(try line("Status,Duplicate of", "Todo,A-2").isDropped)
    }

    @Test(arguments: [
        ("Urgent", "critical"), ("High", "high"), ("Medium", "medium"), ("Low", "low"), ("No priority", "medium"),
    ])
    func priorities(_ word: String, _ priority: String) throws {
        #expect(try line("Priority", word).priority == priority)
    }

    @Test func listsSplitAtCommaAndBlank() throws {
        #expect(try line("Labels", "\"a,b, c\"").tags == ["ab", "c"])
        #expect(try line("Blocked by", "\"A-2, A-3\"").needs == ["A-2", "A-3"])
    }

    @Test func whatIsLeftOutOfLinearIsTold() throws {
        let file = try Read.file("ID,Title,UUID,Estimate,Cycle Name,Mood\nA-1,A,0,2,Week 1,good")
        #expect(file.projects[0].tasks[0].description == "## Estimate\n\n2\n\n## Cycle\n\nWeek 1")
        #expect(file.notes == ["Column 'Mood' is left out"])
    }

    // MARK: Jira

    private func jira(_ columns: String, _ cells: String..., order: ImportWishes.DateOrder? = nil) throws
        -> [ForeignTask]
    {
        let rows = cells.enumerated().map { "A-\($0 + 1),\($0 + 1),T,\($1)" }.joined(separator: "\n")
        return try Read.tasks("Issue key,Issue id,Summary,\(columns)\n\(rows)") { $0.dateOrder = order }
    }

    @Test func columnsThatRepeatAreGathered() throws {
        #expect(try jira("Labels,Labels,Labels", "a,,b")[0].tags == ["a", "b"])
        let tasks = try jira(
            "Outward issue link (Blocks),Outward issue link (Blocks),Inward issue link (Blocks)", "A-2,A-3,", ",,A-1",
            ",,")
        #expect(tasks.map(\.needs) == [[], ["A-1"], ["A-1"]])
    }

    @Test func aParentIsAnIdOrAKey() throws {
        #expect(try jira("Parent id", "", "1").map(\.parent) == [nil, "A-1"])
        #expect(try jira("Parent", "", "A-1").map(\.parent) == [nil, "A-1"])
        #expect(try jira("Parent", "", "1").map(\.parent) == [nil, "A-1"])
    }

    @Test func theCategoryDecidesUnknownStatuses() throws {
        #expect(try jira("Status,Status Category", "Percolating,In Progress")[0].status == .inProgress)
        #expect(try jira("Status,Status Category", "In Review,In Progress")[0].status == .review)
        #expect(try jira("Status,Resolution", "Done,Won't Do")[0].isDropped)
    }

    @Test(arguments: [
        ("Highest", "critical"), ("High", "high"), ("Medium", "medium"), ("Low", "low"), ("Lowest", "low"),
    ])
    func jiraPriorities(_ word: String, _ priority: String) throws {
        #expect(try jira("Priority", word)[0].priority == priority)
    }

    @Test func datesAreAsTheUserSetThem() throws {
        let local = ForeignTime.local
        #expect(try jira("Created", "05/Jan/26 3:40 PM")[0].created == local(2026, 1, 5, 15, 40))
        #expect(try jira("Created", "05/Jan/26 12:05 AM")[0].created == local(2026, 1, 5, 0, 5))
        #expect(try jira("Created", "1/31/2026 16:10")[0].created == local(2026, 1, 31, 16, 10))
        #expect(try jira("Created", "31/1/2026 16:10")[0].created == local(2026, 1, 31, 16, 10))
        #expect(try jira("Created", "\"Jan 5, 2026 3:40 PM\"")[0].created == local(2026, 1, 5, 15, 40))
        #expect(try jira("Created", "2026-01-05T15:40:00")[0].created == local(2026, 1, 5, 15, 40))
        #expect(try jira("Created", "2026-01-05T15:40:00+0100")[0].created == "2026-01-05T14:40:00.000Z")
        #expect(
            try jira("Due date", "31/Jan/26")[0].due == "2026-01-31T00:00:00.000Z", "a bare date is its midnight in UTC"
        )
    }

    @Test func otherRowsSettleTheOrderElseItIsAsked() throws {
        #expect(
            try jira("Created", "1/2/2026 16:10", "1/31/2026 10:00")[0].created == ForeignTime.local(2026, 1, 2, 16, 10)
        )
        let error = #expect(throws: ImportFault.self) { _ = try jira("Created", "1/2/2026 16:10") }
        #expect(error?.message == "file: '1/2/2026 16:10' may be a day or a month first: say --date-order dmy or mdy")
        #expect(try jira("Created", "1/2/2026 16:10", order: .dmy)[0].created == ForeignTime.local(2026, 2, 1, 16, 10))
        #expect(try jira("Created", "26/02/01 16:10", order: .ymd)[0].created == ForeignTime.local(2026, 2, 1, 16, 10))
    }

    @Test func aDateThatIsNoneIsTold() throws {
        let file = try Read.file("Issue key,Summary,Created\nA-1,T,yesterday")
        #expect(
            file.projects[0].tasks[0].created == nil && file.notes == ["Line 2: 'yesterday' is no date: it is left out"]
        )
    }

    @Test func laterSemicolonsAreTheCommentsOwn() throws {
        let comment = try jira("Comment", "05/Jan/26 4:00 PM;abc;a; b;c")[0].comments[0]
        #expect(comment == .init(author: "abc", text: "a; b;c", created: ForeignTime.local(2026, 1, 5, 16, 0)))
        #expect(try jira("Comment", "only; text")[0].comments == [.init(author: nil, text: "only; text")])
    }

    @Test func otherFieldsAreKept() throws {
        let task = try jira("Custom field (Story Points),Sprint,Sprint,Votes", "3.0,One,Two,0")[0]
        #expect(task.description == "## Other fields\n\n- Story Points: 3.0\n- Sprint: One\n- Sprint: Two")
    }

    @Test func exportsStopAtAThousandRows() throws {
        let rows = (1...1000).map { "A-\($0),T" }.joined(separator: "\n")
        #expect(
            try Read.file("Issue key,Summary\n" + rows).notes == [
                "Jira exports 1,000 rows at most: there may be more than these"
            ])
    }

    @Test func theTimelinesExportHasTabs() throws {
        #expect(try Read.tasks("Issue key\tSummary\tLabels\nA-1\tOne, two\tx")[0].title == "One, two")
    }

    // MARK: plain CSV

    @Test func parentAndNeedsAreByTitleOrId() throws {
        let text = "id,title,parent,needs\n1,\"A, B\",,\n2,C,\"A, B\",\"A, B\"\n3,D,1,\"1,2\"\n4,E,,1;C"
        let tasks = try Read.tasks(text, .csv)
        #expect(
            tasks.map(\.parent) == [nil, "1", "1", nil] && tasks.map(\.needs) == [[], ["1"], ["1", "2"], ["1", "2"]])
    }

    @Test func aWrongDateIsTold() throws {
        #expect(
            try Read.file("title,due\nA,soon", .csv).notes == [
                "Line 2: 'soon' is no date such as 2026-12-01: it is left out"
            ])
    }

    @Test func whatHasNoColumnIsTold() throws {
        #expect(
            try Read.file("title,mood,\nA,good,,x", .csv).notes == [
                "Line 2 has more cells than there are columns: they are left out", "Column 'mood' is left out",
            ])
        #expect(Read.fault("name\nA", .csv) == "file has no column 'title': its first line names the columns")
    }

    @Test func everyTextComesThroughACell() {
        for text in ["=1+1", "'=1+1", "''@x", "'", "'a", "-5", "a", "", "\t=x", "＝1", "+", "\r\n=1"] {
            #expect(Untamed.text(Untamed.cell(text)) == text)
            #expect(!"=+-@\t\r\n＝".unicodeScalars.contains(Untamed.cell(text).unicodeScalars.first ?? "a"))
        }
    }
}
