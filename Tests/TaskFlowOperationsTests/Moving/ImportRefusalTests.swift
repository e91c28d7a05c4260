import Foundation
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// Files that were cut, changed, or never were exports: one sentence each, and nothing is imported.
@Suite(.timeLimit(.minutes(10))) struct ImportRefusalTests {
    /// A way to spoil the lines of an export, and what is said of it.
    struct Spoiling: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: String
        let spoil: @Sendable ([String]) -> [String]

        init(_ name: String, _ words: String, _ spoil: @escaping @Sendable ([String]) -> [String]) {
            (testDescription, self.words, self.spoil) = (name, words, spoil)
        }

        /// Replaces a text in the first line that holds it.
        static func edit(_ name: String, _ words: String, _ text: String, _ other: String) -> Spoiling {
            Spoiling(name, words) { lines in
                var lines = lines
                guard let index = lines.firstIndex(where: { $0.contains(text) }) else { return [] }
                lines[index] = lines[index].replacing(text, with: other, maxReplacements: 1)
                return lines
            }
        }
    }

    static let spoilings: [Spoiling] = [
        Spoiling("nothing", "The file is empty") { _ in [] },
        Spoiling("prose", "The file is no TaskFlow export: its first line is not taskflow_export's header") { _ in
            ["Dear TaskFlow,", "please import this"]
        },
        Spoiling("a database", "The file is an SQLite database: taskflow restore takes it back") { _ in
            ["SQLite format 3\0…"]
        },
        .edit("another format", "The export has format 2, and this program reads 1", "export\":1", "export\":2"),
        .edit("a strange format", "The export has format another one, and this program reads 1", "export\":1", long),
        .edit(
            "a newer schema",
            "The export is newer than this program (schema 99, known up to \(Migration.all.count)): update the program",
            "schema\":\(Migration.all.count)", "schema\":99"),
        .edit("no schema", "The header has no schema number", "schema", "shema"),
        .edit(
            "an unknown table told", "The header's \"tables\" names 'pets', which this schema does not have",
            "keys\":3", "keys\":3,\"pets\":1"),
        .edit("a table not told", "The header's \"tables\" has no number for keys", "\"keys\":3,", ""),
        .edit(
            "a number that is none", "The header's \"counters\" has no number for keys", "s\":{\"keys\":3",
            "s\":{\"keys\":-3"),
        .edit(
            "a row too many told", "The header tells of 4 keys, and the file holds 3: it was cut off or changed",
            "keys\":3", "keys\":4"),
        .edit(
            "a row too few told", "The header tells of 2 workers, and the file holds 3: it was changed", "workers\":3",
            "workers\":2"),
        .edit(
            "a counter behind", "The header's counter of tasks is 1, and the file holds number 2",
            "\"tasks\":3", "\"tasks\":1"),
        Spoiling(
            "cut between lines", "The header tells of 17 audit_log, and the file holds 16: it was cut off or changed"
        ) {
            Array($0.dropLast(2)) + [""]
        },
        Spoiling("cut within a line", "Line 36: the file is cut off here") { lines in
            Array(lines.dropLast(2)) + [String((lines.dropLast().last ?? "").dropLast(10))]
        },
        .edit(
            "a broken line", "Line 2: it is not JSON (Expecting property name enclosed in double quotes, character 2)",
            "{\"table\":\"workers\"", "{table:\"workers\""),
        Spoiling("an array", "Line 2: it is not a JSON object") { [$0[0], "[1]"] + $0[2...] },
        .edit("no table", "Line 2: it has no \"table\"", "{\"table\"", "{\"tabel\""),
        .edit(
            "an unknown table", "Line 2: there is no table 'pets\u{FFFD}[31m'", "e\":\"workers\"",
            "e\":\"pets\\u001b[31m\""),
        .edit(
            "the table of migrations", "Line 2: there is no table 'schema_migrations'", "e\":\"workers\"",
            "e\":\"schema_migrations\""),
        .edit(
            "an unknown column", "Line 2: workers has no column 'shoe_size'", "\"handle\":",
            "\"shoe_size\":44,\"handle\":"),
        .edit("a column that is missing", "Line 2: workers.handle is missing", "\"handle\":", "\"handel\":"),
        .edit(
            "text for a number", "Line 2: workers.created_at is not a 64-bit integer", "\"created_at\":",
            "\"created_at\":\"\",\"x\":"),
        .edit("a number for text", "Line 2: workers.handle is not text", "\"handle\":\"@", "\"handle\":1,\"x\":\"@"),
        .edit(
            "a number for a truth value", "Line 8: projects.review_required is neither true nor false",
            "required\":true", "required\":1"),
        .edit(
            "null where there must be something", "Line 2: workers.handle may not be null", "\"handle\":\"@owner\"",
            "\"handle\":null"),
        .edit(
            "what the schema forbids", "Line 11: tasks: it breaks the rule", "\"progress_percent\":0",
            "\"progress_percent\":101"),
        .edit(
            "a reference to nothing", "Line 9: project_members: it refers to a row that the file does not have",
            "\"project_id\":1", "\"project_id\":7"),
        .edit(
            "a holder of no task", "Line 13: task_holders: it refers to a row that the file does not have",
            "{\"table\":\"task_holders\",\"task_id\":1", "{\"table\":\"task_holders\",\"task_id\":7"),
        .edit(
            "a parent that is not there", "Line 11: tasks: it refers to a row that the file does not have",
            "\"parent_id\":2", "\"parent_id\":9"),
        Spoiling("the same row twice", "Line 3: workers: an earlier row has the same tenant_id, ") { lines in
            Array(lines[..<2]) + [lines[1]] + lines[3...]
        },
        Spoiling("tables out of order", "Line 3: workers after audit_log: the lines are not in order") { lines in
            [lines[0], lines[lines.count - 2]] + lines[1...]
        },
    ]

    private static let long = "export\":\"\(String(repeating: "x", count: 100))\""

    @Test(arguments: spoilings, Engine.all) func `is refused in one sentence`(
        _ spoiling: Spoiling, _ engine: Engine
    ) async throws {
        try await withCrew { crew in
            let house = try await House(crew)
            let path = try house.write(spoiling.spoil(try await house.lines()))
            let target = try await TestDatabase.make(.migrated, engine)
            let words = await refusal(of: path, target.database)
            #expect(words?.hasPrefix(spoiling.words) == true, "\(words ?? "nothing was said")")
            #expect(words?.contains { $0.isNewline } == false)
            for table in MovedTable.all {
                let count = try await target.database.read { tx throws(TaskFlowError) in
                    try tx.value(SQL(stringLiteral: "SELECT count(*) FROM \(table.name)"), as: Int.self)
                }
                #expect(count == 0)
            }
            await target.close()
        }
    }

    @Test(arguments: Engine.all) func `a refused row is told by its line, far down too`(_ engine: Engine) async throws {
        try await withCrew { crew in
            let house = try await House(crew)
            for number in 1...450 { _ = try await house.owner.addTask("Task \(number)") }
            var lines = try await house.lines()
            let index = try #require(lines.firstIndex { $0.contains("\"Task 377\"") })
            lines[index] = lines[index].replacing("\"status\":\"pending\"", with: "\"status\":\"lost\"")
            let path = try house.write(lines)
            let target = try await TestDatabase.make(.migrated, engine)
            let words = await refusal(of: path, target.database)
            #expect(words?.hasPrefix("Line \(index + 1): tasks: it breaks the rule") == true, "\(words ?? "")")
            await target.close()
        }
    }

    @Test(arguments: Engine.all) func `a database that holds anything is left alone`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let house = try await House(crew)
            let path = try await house.export(crew.database)
            let words = await refusal(of: path, crew.database)
            #expect(words?.hasPrefix("The database is not empty (3 workers, 3 keys, 1 projects, ") == true)
            #expect(FileManager.default.contentsEqual(atPath: path, andPath: try await house.export(crew.database)))
        }
    }

    @Test(arguments: Engine.all) func `NUL is told where it cannot be kept`(_ engine: Engine) async throws {
        try await withCrew { crew in
            let house = try await House(crew)
            var lines = try await house.lines()
            let index = try #require(lines.firstIndex { $0.contains("\"title\":\"Child\"") })
            lines[index] = lines[index].replacing("\"title\":\"Child\"", with: "\"title\":\"Chi\\u0000ld\"")
            let path = try house.write(lines)
            let target = try await TestDatabase.make(.migrated, engine)
            let words = await refusal(of: path, target.database)
            let expected = "Line \(index + 1): tasks.title holds NUL, which PostgreSQL cannot keep"
            #expect(words == (engine == .postgres ? expected : nil))
            await target.close()
        }
    }

    @Test func `blank lines and Windows' line ends do no harm`() async throws {
        try await withCrew { crew in
            let house = try await House(crew)
            let lines = try await house.lines()
            try await house.importing(try house.write(lines.map { $0 + "\r" } + ["", "  "]), into: .sqlite) { moved in
                let again = try String(contentsOfFile: try await house.export(moved), encoding: .utf8)
                #expect(again == lines.joined(separator: "\n"))
            }
        }
    }

    @Test func `a database of another schema is not exported`() async throws {
        let target = try await TestDatabase.make(.empty, .sqlite)
        let folder = try TemporaryDirectory()
        let file = try ExportFile(path: folder.path("x"), replaces: false)
        let error = await #expect(throws: TaskFlowError.self) { _ = try await target.database.export(to: file) }
        #expect(error?.message == "The database is empty: no server has used it yet")
        await target.close()
    }

    private func refusal(of path: String, _ database: any Database) async -> String? {
        do throws(TaskFlowError) {
            try await database.importRows(of: try ImportFile(path: path))
            return nil
        } catch {
            return error.message
        }
    }
}
