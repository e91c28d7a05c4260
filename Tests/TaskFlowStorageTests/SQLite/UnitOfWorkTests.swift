import TaskFlowDomain
import TaskFlowSchema
import Testing

@testable import TaskFlowStorage

@Suite(.timeLimit(.minutes(10)))
struct UnitOfWorkTests {
    @Test func hostileTextIsStoredAsItIs() async throws {
        let fixture = try await Fixture()
        let names = ["'; DROP TABLE items; --", "", "a\0b", "$1", "🙂 é", "\""]
        for name in names { try await fixture.database.insert(name) }
        #expect(try await fixture.database.names().sorted() == names.sorted())
    }

    @Test func everyKindOfValueComesBack() async throws {
        let fixture = try await Fixture()
        try await fixture.database.read { tx throws(TaskFlowError) in
            #expect(try tx.value("SELECT \(Int.min)", as: Int.self) == .min)
            #expect(try tx.value("SELECT \(true)", as: Bool.self) == true)
            #expect(try tx.value("SELECT \("")", as: String.self) == "")
            #expect(try tx.value("SELECT \(nil as Int?)", as: Int?.self) == .some(nil))
            #expect(try tx.value("SELECT \(tx.now)", as: Timestamp.self) == tx.now)
            #expect(try tx.value("SELECT 1 WHERE 1 IN \(list: [Int]())", as: Int.self) == nil)
        }
    }

    @Test func likeTakesTheTextLiterally() async throws {
        let fixture = try await Fixture()
        for name in ["50% off", "50 off", "a_b", "axb", #"c:\d"#, "ABC"] { try await fixture.database.insert(name) }
        try await fixture.database.read { tx throws(TaskFlowError) in
            #expect(try Self.found("50%", tx) == ["50% off"])
            #expect(try Self.found("a_b", tx) == ["a_b"])
            #expect(try Self.found(#":\"#, tx) == [#"c:\d"#])
            #expect(try Self.found("abc", tx) == [])
        }
    }

    private static func found(
        _ text: String, _ tx: borrowing Transaction
    ) throws(TaskFlowError) -> [String] {
        try tx.all("SELECT name FROM items WHERE name \(SQL.like(containing: text))") { String.read($0, 0) }
    }

    @Test func everyWriteIsReadAtOnce() async throws {
        let fixture = try await Fixture()
        for number in 1...1000 {
            try await fixture.database.insert("\(number)")
            let found = try await fixture.database.read { tx throws(TaskFlowError) in
                try tx.value("SELECT count(*) FROM items WHERE name = \("\(number)")", as: Int.self)
            }
            try #require(found == 1)
        }
    }

    @Test func oneOfManyConditionalUpdatesWins() async throws {
        let fixture = try await Fixture()
        let database = fixture.database
        try await database.insert("task")
        let winners = try await withThrowingTaskGroup { group in
            for caller in 1...64 {
                group.addTask {
                    try await database.write { tx throws(TaskFlowError) in
                        try tx.value(
                            "UPDATE items SET owner = \("\(caller)") WHERE owner IS NULL RETURNING owner",
                            as: String.self)
                    }
                }
            }
            return try await group.compactMap(\.self).reduce(into: [String]()) { $0.append($1) }
        }
        #expect(winners.count == 1)
        let owner = try await database.read { tx throws(TaskFlowError) in
            try tx.value("SELECT owner FROM items", as: String.self)
        }
        #expect(owner == winners.first)
    }

    @Test(arguments: [false, true])
    func aReadMayNotWrite(inMemory: Bool) async throws {
        let fixture = try await Fixture()
        let database = inMemory ? try SQLiteDatabase(.memory) : fixture.database
        if inMemory { try await database.execute(Fixture.items) }
        for name in ["y", "z"] {
            let refusal = await #expect(throws: TaskFlowError.self) {
                try await database.read { tx throws(TaskFlowError) in try tx.insert("x") }
            }
            #expect(refusal?.code == .internal)
            // The second time round the statement is prepared already.
            try await database.insert(name)
        }
        #expect(try await database.names() == ["y", "z"])
    }

    @Test func aUnitMayNotEndItsTransaction() async throws {
        let fixture = try await Fixture()
        for sql: SQL in ["COMMIT", " rollback", "BEGIN", "SAVEPOINT x", "RELEASE unit", "END"] {
            #expect(await fixture.database.failure(of: sql)?.code == .internal)
        }
    }

    @Test func memoryReadsAndWrites() async throws {
        let database = try SQLiteDatabase(.memory)
        try await database.execute(Fixture.items)
        try await database.insert("x")
        #expect(try await database.names() == ["x"])
        await #expect(throws: TaskFlowError.self) { try await database.insert("x") }
        await database.close()
    }

    @Test func durabilityIsAsPromised() async throws {
        let fixture = try await Fixture()
        let settings = try await fixture.database.write { tx throws(TaskFlowError) in
            try [
                tx.value("PRAGMA journal_mode", as: String.self), tx.value("PRAGMA synchronous", as: String.self),
                tx.value("PRAGMA foreign_keys", as: String.self), tx.value("PRAGMA trusted_schema", as: String.self),
            ]
        }
        #expect(settings == ["wal", "2", "1", "0"])
    }
}
