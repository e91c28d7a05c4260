import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct ReaderTests {
    @Test(arguments: Engine.all) func aReadIsOneSnapshot(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            let gate = Gate()
            async let counts = database.read { tx throws(TaskFlowError) in
                let before = try tx.names().count
                gate.pass()
                return try (before, tx.names().count)
            }
            try await gate.reached()
            try await database.insert("written meanwhile")
            gate.open()
            let seen = try await counts
            #expect(seen == (0, 0))
            #expect(try await database.names() == ["written meanwhile"])
        }
    }

    @Test(arguments: Engine.all) func readsGoOnWhileAWriteTakesItsTime(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            let gate = Gate()
            async let written: Void = database.write { tx throws(TaskFlowError) in
                try tx.insert("x")
                gate.pass()
            }
            try await gate.reached()
            #expect(try await database.names() == [])
            gate.open()
            try await written
            #expect(try await database.names() == ["x"])
        }
    }

    @Test(arguments: Engine.all) func aFailedReadLeavesItsConnectionUsable(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            for _ in 1...3 {
                await #expect(throws: TaskFlowError.notFound("Task")) {
                    try await database.read { tx throws(TaskFlowError) in
                        _ = try tx.names()
                        throw .notFound("Task")
                    }
                }
            }
            try await database.insert("x")
            #expect(try await database.names() == ["x"])
        }
    }

    @Test(arguments: Engine.all) func aRowThatCannotBeReadIsAnInternalError(_ engine: Engine) async throws {
        try await withItems(engine) { database in
            try await database.insert("x")
            let error = await #expect(throws: TaskFlowError.self) {
                try await database.read { tx throws(TaskFlowError) in
                    try tx.all("SELECT owner FROM items") { String.read($0, 0) }
                }
            }
            #expect(error?.code == .internal)
            #expect(error?.message == "Internal server error")
        }
    }
}
