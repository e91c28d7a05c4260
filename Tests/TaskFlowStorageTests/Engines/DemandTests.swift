import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct DemandTests {
    private static let refusal = TaskFlowError.notFound("What is demanded")
    private static let met: SQL = "SELECT 1 FROM items WHERE name = 'there'"
    private static let unmet: SQL = "SELECT 1 FROM items WHERE name = 'not there'"

    private func withThere(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
        try await withItems(engine) { database in
            try await database.insert("there")
            try await body(database)
        }
    }

    @Test(arguments: Engine.all) func `what is met changes nothing`(_ engine: Engine) async throws {
        try await withThere(engine) { database in
            let names = try await database.read { tx throws(TaskFlowError) in
                try tx.demand(Self.met, else: Self.refusal)
                return try tx.names()
            }
            try await database.write { tx throws(TaskFlowError) in
                try tx.demand(Self.met, else: Self.refusal)
                try tx.later("INSERT INTO items (name) VALUES ('new')")
            }
            #expect(names == ["there"])
            #expect(try await database.names() == ["new", "there"])
        }
    }

    @Test(arguments: Engine.all) func `what is unmet undoes all, whatever came after it`(_ engine: Engine) async throws
    {
        let rests = [
            Unit { _ in }, Unit { tx throws(TaskFlowError) in try tx.insert("x") },
            Unit { tx throws(TaskFlowError) in try tx.later("INSERT INTO items (name) VALUES ('x')") },
            Unit { _ throws(TaskFlowError) in throw .notFound("Something else") },
            Unit { tx throws(TaskFlowError) in
                try tx.later("INSERT INTO items (name) VALUES ('there')")
                throw .notFound("Something else")
            },
        ]
        try await withThere(engine) { database in
            for rest in rests {
                await #expect(throws: Self.refusal) {
                    try await database.write { tx throws(TaskFlowError) in
                        try tx.demand(Self.unmet, else: Self.refusal)
                        try rest.run(tx)
                    }
                }
                let names = try await database.names()
                #expect(names == ["there"])
            }
        }
    }

    @Test(arguments: Engine.all) func `a read is refused as well`(_ engine: Engine) async throws {
        try await withThere(engine) { database in
            for asks in [true, false] {
                await #expect(throws: Self.refusal) {
                    try await database.read { tx throws(TaskFlowError) in
                        try tx.demand(Self.unmet, else: Self.refusal)
                        if asks { _ = try tx.names() }
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.all) func `what is put off and not wanted any more concerns nobody else`(_ engine: Engine)
        async throws
    {
        try await withThere(engine) { database in
            for _ in 1...3 {
                await #expect(throws: TaskFlowError.self) {
                    try await database.write { tx throws(TaskFlowError) in
                        try tx.later("INSERT INTO items (name) VALUES ('there')")
                        throw .notFound("Something else")
                    }
                }
                let names = try await database.names()
                #expect(names == ["there"])
            }
        }
    }
}
