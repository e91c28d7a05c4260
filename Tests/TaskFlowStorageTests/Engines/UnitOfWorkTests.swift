import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct UnitOfWorkTests {
    @Test(arguments: Engine.all) func hostileTextIsStoredAsItIs(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            var names = ["'; DROP TABLE items; --", "", "$1", "🙂 é", "\"", "\\", "a\u{7F}b"]
            // No text of PostgreSQL may hold NUL; no value that callers send may either.
            if engine == .sqlite { names.append("a\0b") }
            for name in names { try await database.insert(name) }
            #expect(try await database.names().sorted() == names.sorted())
        }
    }

    @Test(arguments: Engine.all) func everyKindOfValueComesBack(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            try await database.read { tx throws(TaskFlowError) in
                #expect(try tx.value("SELECT \(Int.min)", as: Int.self) == .min)
                #expect(try tx.value("SELECT \(true)", as: Bool.self) == true)
                #expect(try tx.value("SELECT \("")", as: String.self) == "")
                #expect(try tx.value("SELECT \(nil as Int?)", as: Int?.self) == .some(nil))
                #expect(try tx.value("SELECT \(tx.now)", as: Timestamp.self) == tx.now)
                #expect(try tx.value("SELECT 1 WHERE 1 IN \(list: [Int]())", as: Int.self) == nil)
            }
        }
    }

    @Test(arguments: Engine.all) func likeTakesTheTextLiterally(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            for name in ["50% off", "50 off", "a_b", "axb", #"c:\d"#, "ABC"] { try await database.insert(name) }
            try await database.read { tx throws(TaskFlowError) in
                #expect(try Self.found("50%", tx) == ["50% off"])
                #expect(try Self.found("a_b", tx) == ["a_b"])
                #expect(try Self.found(#":\"#, tx) == [#"c:\d"#])
                #expect(try Self.found("abc", tx) == [])
            }
        }
    }

    private static func found(
        _ text: String, _ tx: borrowing Transaction
    ) throws(TaskFlowError) -> [String] {
        try tx.all("SELECT name FROM items WHERE name \(SQL.like(containing: text))") { String.read($0, 0) }
    }

    @Test(arguments: Engine.all) func everyWriteIsReadAtOnce(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            for number in 1...1000 {
                try await database.insert("\(number)")
                let found = try await database.read { tx throws(TaskFlowError) in
                    try tx.value("SELECT count(*) FROM items WHERE name = \("\(number)")", as: Int.self)
                }
                try #require(found == 1)
            }
        }
    }

    @Test(arguments: Engine.all) func oneOfManyConditionalUpdatesWins(_ engine: Engine) async throws {
        try await withItems(engine) { database in
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
    }

    @Test(arguments: Engine.all) func aUnitMayNotEndItsTransaction(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            for sql: SQL in ["COMMIT", " rollback", "BEGIN", "SAVEPOINT x", "RELEASE unit", "END"] {
                #expect(await database.failure(of: sql)?.code == .internal)
            }
        }
    }

    @Test(arguments: Engine.all) func aReadMayNotWrite(_ engine: Engine) async throws {
        try await withItems(engine) { database in
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
    }

    @Test(arguments: Engine.all) func whatFailsIsUndone(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            try await database.insert("there")
            await #expect(throws: TaskFlowError.notFound("Task")) {
                try await database.write { tx throws(TaskFlowError) in
                    try tx.insert("refused")
                    try tx.later("INSERT INTO items (name) VALUES ('later')")
                    throw .notFound("Task")
                }
            }
            await #expect(throws: TaskFlowError.self) {
                try await database.write { tx throws(TaskFlowError) in
                    try tx.insert("failed")
                    try tx.later("INSERT INTO items (name) VALUES ('there')")
                }
            }
            #expect(try await database.names() == ["there"])
        }
    }

    @Test(arguments: Engine.all) func whatIsLaterIsInOrder(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            let names = try await database.write { tx throws(TaskFlowError) in
                for number in 1...1200 { try tx.later("INSERT INTO items (name) VALUES (\("\(number)"))") }
                try tx.later("UPDATE items SET owner = name")
                return try tx.all("SELECT owner FROM items ORDER BY id") { String?.read($0, 0) }
            }
            #expect(names == (1...1200).map { "\($0)" })
            #expect(try await database.names().count == 1200)
        }
    }
}
