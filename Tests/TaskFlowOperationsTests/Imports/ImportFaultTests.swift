import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// What is refused, where it is wrong, and that nothing of it is there then.
@Suite struct ImportFaultTests {
    @Test(arguments: Engine.all) func `all faults are told with their places`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            let refusal = await house.refusal([
                item("fine"), item("", ["title": " "]), item("b", ["status": "doing", "priority": 3]),
                item("c", ["tags": ["Not a tag"], "due_date": "tomorrow"]), item("d", ["needs": "a", "parent": 1]),
                item("e", ["comments": [["text": "x"], ["author": "a\nb", "text": ""]]]),
                item("f", ["links": [["url": "javascript:alert(1)"]]]), item("g", ["unknown": 1]),
                item("h", ["title": "a\u{0}b", "description": "\u{0}"]), item("i", ["progress_percent": 101]),
            ])
            let places = Set(
                (refusal?.issues ?? []).map { $0.location.map { "\($0.json.text)" }.joined(separator: " ") })
            let expected = [
                "1 \"source_id\"", "1 \"title\"", "2 \"status\"", "2 \"priority\"", "3 \"tags\" 0", "3 \"due_date\"",
                "4 \"needs\"", "4 \"parent\"", "5 \"comments\" 1 \"author\"", "5 \"comments\" 1 \"text\"",
                "6 \"links\" 0 \"url\"", "7 \"unknown\"", "8 \"title\"", "8 \"description\"", "9 \"progress_percent\"",
            ]
            #expect(refusal?.code == .validationFailed)
            #expect(places == Set(expected.map { "\"body\" \"tasks\" " + $0 }))
            #expect(try await house.count() == 0)
        }
    }

    @Test func `no more tasks, comments or links than there may be`() async throws {
        try await withCrew { crew in
            let house = try await Importing(crew)
            let refusal = await house.refusal((0...20_000).map { item("\($0)") })
            #expect(refusal?.issues.map(\.type) == ["too_long"])
            let words = JSON.array(Array(repeating: ["text": "x"], count: 1_001))
            #expect(await house.refusal([item("a", ["comments": words])])?.issues.first?.type == "too_long")
            let links = JSON.array((0...100).map { ["url": .string("https://example.org/\($0)")] })
            #expect(await house.refusal([item("a", ["links": links])])?.issues.first?.type == "too_long")
            for source in ["", "Beads", "a:b", "a b", String(repeating: "a", count: 31)] {
                let refusal = await house.refusal([item("a")], ["source": .string(source)])
                #expect(refusal?.issues.first?.location == [.name("body"), .name("source")], "\(source)")
            }
            #expect(await house.refusal([item(String(repeating: "a", count: 201))])?.code == .validationFailed)
            #expect(try await house.run([]).counts == [0, 0, 0])
            #expect(try await house.run([item(String(repeating: "a", count: 200))]).counts == [1, 0, 0])
        }
    }

    @Test(arguments: Engine.all) func `an import that fails in the middle leaves nothing`(_ engine: Engine) async throws
    {
        try await withCrew(engine) { crew in
            let house = try await Importing(crew)
            try await house.run([item("before")])
            try await crew.database.write { tx throws(TaskFlowError) in try Self.spoil(tx) }
            let rows = try await house.count("audit_log")
            let tasks = (0..<300).map { item("\($0)", ["comments": [["text": "x"]]]) }
            let refusal = await house.refusal(tasks + [item("spoiled", ["title": "spoiled"])])
            #expect(refusal != nil)
            #expect(try await house.count() == 1)
            #expect(try await house.count("comments") == 0)
            #expect(try await house.count("audit_log") == rows)
            #expect(try await crew.faults() == [])
            // Neither are others kept from importing by it.
            #expect(try await house.run([item("after")]).counts == [1, 0, 0])
        }
    }

    /// Has the database refuse a task of that title.
    private static func spoil(_ tx: borrowing Transaction) throws(TaskFlowError) {
        if tx.dialect == .sqlite {
            try tx.execute(
                """
                CREATE TRIGGER spoiled BEFORE INSERT ON tasks WHEN NEW.title = 'spoiled' \
                BEGIN SELECT RAISE(ABORT, 'spoiled'); END
                """)
        } else {
            try tx.execute("ALTER TABLE tasks ADD CONSTRAINT spoiled CHECK (title <> 'spoiled')")
        }
    }

    @Test func `what is refused of a stranger is not told to him`() async throws {
        try await withCrew { crew in
            _ = try await Importing(crew)
            let eve = try await crew.worker("@eve")
            let hidden = await eve.refusal(of: ImportTasks.self, Importing.input([item("a")]))
            let missing = await eve.refusal(
                of: ImportTasks.self, Importing.input([item("a")], ["project_slug": "nowhere"]))
            #expect(hidden?.code == .validationFailed && missing?.code == .validationFailed)
            #expect(hidden?.issues.first?.message == "Value error, project 'site' not found")
        }
    }
}
