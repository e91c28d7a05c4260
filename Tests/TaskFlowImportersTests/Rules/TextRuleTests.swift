import Testing

@testable import TaskFlowImporters

/// The rules that hold for every format: texts, tags, lines, places.
struct TextRuleTests {
    @Test func aByteOrderMarkIsNoPartOfTheText() throws {
        #expect(try Read.tasks("\u{FEFF}title\nA", as: "a.csv").map(\.title) == ["A"])
        #expect(try Read.tasks("\u{FEFF}[{\"number\":1,\"title\":\"A\"}]").map(\.title) == ["A"])
        #expect(try Read.tasks("\u{FEFF}x A", as: "todo.txt").map(\.status) == [.completed])
    }

    @Test func aLineBreakOfEitherKindIsOne() throws {
        let text = "title,description\r\nA,\"one\r\ntwo\"\r\nB,\r\n"
        let tasks = try Read.tasks(text, as: "a.csv")
        #expect(tasks.map(\.title) == ["A", "B"] && tasks[0].description == "one\ntwo")
        #expect(tasks == (try Read.tasks(text.replacing("\r\n", with: "\n"), as: "a.csv")))
    }

    @Test func whatOnlyLooksLikeALineBreakIsNone() throws {
        let row =
            #"{"id":"a-1","title":"one\#u{2028}line","status":"open","priority":1,"created_at":"2026-01-01T00:00:00Z"}"#
        #expect(try Read.tasks(row + "\n" + row.replacing("a-1", with: "a-2")).count == 2)
        #expect(try Read.tasks("one\u{2028}line\u{0B}still\nnext", as: "todo.txt").count == 2)
    }

    @Test func aWrongFormIsToldWithLineAndColumn() {
        #expect(
            Read.fault("title\nA\n\"ä\" b", as: "a.csv")
                == "a.csv, line 3, column 4: after a quoted cell comes a separator or the line's end")
        #expect(Read.fault("title,x\nA,\"b\nc", as: "a.csv") == "a.csv, line 2, column 3: this quoted cell has no end")
        #expect(Read.fault("[\n {\"ä\": tru}]") == "file, line 2, column 8: Expecting value")
        #expect(
            Read.fault("{\"_type\":\"issue\",\"id\":\"a\"}\n{\"id\": }")?.hasPrefix("file, line 2, column 8: ") == true)
        #expect(Read.fault("{\"_type\":\"issue\"}\n[1]") == "file, line 2: not an object")
    }

    @Test func textThatIsNoUTF8IsTold() throws {
        let file = ImportSourceFile(name: "a.csv", bytes: [0x74, 0xFF])
        #expect(throws: ImportFault("a.csv is not UTF-8 text")) { _ = try ImportReader.read(file, ImportWishes()) }
    }

    @Test(arguments: [
        ("Good First Issue", "good-first-issue"), ("  area:north ", "area:north"), ("C++", "c"), ("café", "caf"),
        ("-x", "x"),
        ("a/b", "ab"), ("ö", nil), ("", nil), ("a\u{A0}b", "a-b"),
    ])
    func aTagHasSmallLettersAndNoForbiddenSign(_ word: String, _ tag: String?) {
        #expect(ForeignText.tag(word) == tag)
    }

    @Test func equalTagsAreOneAndEmptyOnesNone() throws {
        let file = try Read.file("title,tags\nA,\"Red,red,,ö\"", as: "a.csv")
        #expect(file.projects[0].tasks[0].tags == ["red"])
        #expect(file.notes == ["Tag 'ö' has no letter or digit: it is left out"])
    }

    @Test func aTaskHasAsManyTagsAsItMay() throws {
        let words = (1...60).map { "t\($0)" }.joined(separator: ";")
        let file = try Read.file("title,tags\nA,\(words)", as: "a.csv")
        #expect(file.projects[0].tasks[0].tags.count == 49, "one is left for 'dropped'")
        #expect(file.notes.contains { $0.contains("more than 49 tags") })
    }

    @Test func aLongTitleIsCutAtAScalar() {
        let (title, isCut) = ForeignText.title(String(repeating: "é", count: 300))
        #expect(isCut && title.unicodeScalars.count == 200 && title.hasSuffix("é…"))
        #expect(ForeignText.title("a\tb\nc\u{7}").title == "a b c")
    }

    @Test func manyNotesAreCountedAndNotForgotten() throws {
        let rows = (1...300).map { "{\"_type\":\"issue\",\"id\":\"\($0)\"}" }.joined(separator: "\n")
        let notes = try Read.file(rows + "\n{\"id\":\"x\",\"title\":\"t\",\"status\":\"open\"}").notes
        #expect(notes.count == 201 && notes.last == "… and 100 more notes")
    }

    @Test func aRowWithoutATitleIsSkippedByNumber() throws {
        #expect(try Read.file("title,status\n,open\nA,", as: "a.csv").notes == ["Line 2 has no title: it is left out"])
    }

    @Test func anUnknownStatusIsPendingAndTold() throws {
        let file = try Read.file("title,status\nA,Percolating\nB,percolating", as: "a.csv")
        #expect(file.projects[0].tasks.map(\.status) == [.pending, .pending])
        #expect(file.notes.first == "Status 'Percolating' is not known: such tasks come in pending")
    }

    @Test func theSameFileHasTheSameIdsInAnotherOrder() throws {
        let lines = ["Buy milk +home", "Buy milk +home", "Buy bread", "x 2026-01-01 Sing @choir"]
        let ids = try Read.tasks(lines.joined(separator: "\n"), as: "todo.txt").map(\.id)
        let others = try Read.tasks(lines.reversed().joined(separator: "\r\n"), as: "todo.txt").map(\.id)
        #expect(Set(ids).count == 4 && Set(ids) == Set(others))
    }
}
