import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

struct SQLTests {
    @Test func valuesAreBoundInOrder() {
        let name = "x'; DROP TABLE items; --"
        let sql: SQL = "SELECT \(1), \(name), \(nil as Int?), \(true) -- \(Timestamp(milliseconds: 5))"
        #expect(sql.text == "SELECT $1, $2, $3, $4 -- $5")
        #expect(sql.bindings == [.integer(1), .text(name), .null, .bool(true), .integer(5)])
    }

    @Test func fragmentsAreRenumbered() {
        let inner: SQL = "b = \(2) AND c = \(3)"
        let middle: SQL = "(\(inner) OR d = \(4))"
        let sql: SQL = "WHERE a = \(1) AND \(middle) AND e = \(5)"
        #expect(sql.text == "WHERE a = $1 AND (b = $2 AND c = $3 OR d = $4) AND e = $5")
        #expect(sql.bindings == [.integer(1), .integer(2), .integer(3), .integer(4), .integer(5)])
    }

    @Test func moreThanNinePlaceholders() {
        let sql: SQL = "\(list: Array(1...11)) \(12)"
        #expect(sql.text == "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) $12")
    }

    @Test func emptyListFindsNothing() {
        let sql: SQL = "id IN \(list: [Int]()) AND \(1)"
        #expect(sql.text == "id IN (NULL) AND $1")
        #expect(sql.bindings == [.integer(1)])
    }

    @Test func rawTextIsNotBound() {
        let sql: SQL = "SELECT \(raw: ["id", "t.name"]) \(raw: "FROM t")"
        #expect(sql.text == "SELECT id, t.name FROM t")
        #expect(sql.bindings.isEmpty)
    }

    @Test func joiningLeavesOutWhatIsEmpty() {
        let sql = SQL.joined(["", "a = \(1)", "", "b = \(2)", ""])
        #expect(sql == "a = \(1) AND b = \(2)")
        #expect(SQL.joined([]).isEmpty)
        #expect(SQL.joined(["a", "b"], separator: ", ") == "a, b")
        #expect("WHERE " + sql == "WHERE a = \(1) AND b = \(2)")
    }

    @Test func equalTemplatesHaveEqualTexts() {
        let first: SQL = "a = \(1)"
        let second: SQL = "a = \("x")"
        #expect(first.template == second.template && first.text == second.text && first != second)
    }

    @Test(arguments: [("50%", #"%50\%%"#), ("a_b", #"%a\_b%"#), (#"c:\d"#, #"%c:\\d%"#), ("", "%%"), ("é", "%é%")])
    func patternsAreEscaped(text: String, pattern: String) {
        let sql = SQL.like(containing: text)
        #expect(sql.text == #"LIKE $1 ESCAPE '\'"#)
        #expect(sql.bindings == [.text(pattern)])
    }

    @Test func dialectsDiffer() {
        #expect(Dialect.sqlite.lock(.changing, of: "tasks").isEmpty)
        #expect(Dialect.postgres.lock(.changing, of: "tasks").text == " FOR UPDATE OF tasks")
        #expect(Dialect.postgres.lock(.kept, of: "tasks").text == " FOR KEY SHARE OF tasks")
        #expect(Dialect.postgres.lock(.none, of: "tasks").isEmpty)
        #expect(Dialect.sqlite.identityColumn != Dialect.postgres.identityColumn)
    }
}
