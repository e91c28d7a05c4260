import Foundation
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// Exports of programs that knew fewer tables and columns.
@Suite(.timeLimit(.minutes(10))) struct OldExportTests {
    @Test(arguments: Engine.all) func `an old export comes in whole`(_ engine: Engine) async throws {
        try await withOldHouse(engine) { database, folder in
            let file = try ExportFile(path: folder.path("new"), replaces: false)
            _ = try await database.export(to: file)
            try file.finish()
            let new = try rows(folder.path("new"))
            let old = try rows(OldVersion.export.path).filter { row in !MovedTable.leftBehind.contains { row.isOf($0) }
            }
            for row in old {
                let table = row["table"]?.stringValue ?? ""
                let key = MovedTable.all.first { $0.name == table }?.key ?? []
                let found = new.first { other in (["table"] + key).allSatisfy { other[$0] == row[$0] } }
                // What is searched is made anew from the texts.
                for (name, value) in row.members where name != "search_text" {
                    #expect(found?[name] == value, "\(table).\(name) of \(key.map { row[$0]?.text ?? "" })")
                }
            }
            for table in Set(old.compactMap { $0["table"]?.stringValue }) {
                #expect(new.count { $0.isOf(table) } == old.count { $0.isOf(table) }, "\(table)")
            }
        }
    }

    @Test(arguments: Engine.all) func `what was imported is whole, and numbers go on`(_ engine: Engine) async throws {
        try await withOldHouse(engine) { database, _ in
            #expect(try await database.examine().faults == [])
            let ada = try await Crew(on: database).worker("@ada")
            #expect(try await ada.addTask("New").json == 21)
            for id in 1...17 {
                #expect(try await ada.call(GetTask.self, ["task_id": .integer(id)]).id.json == .integer(id))
            }
            #expect(await ada.refusal(of: GetTask.self, ["task_id": 19])?.code == .notFound)
        }
    }

    @Test(arguments: Engine.all) func `a column may not come and go within a file`(_ engine: Engine) async throws {
        guard let column = newColumn else { return }
        let name = "\"\(column.name)\":"
        var lines = try String(contentsOf: OldVersion.export, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(!lines.contains { $0.contains(name) && $0.contains("\"table\":\"\(column.table)\"") })
        let second = lines.indices.filter { lines[$0].contains("{\"table\":\"\(column.table)\",") }[1]
        lines[second].insert(contentsOf: "\(name)null,", at: lines[second].index(after: lines[second].startIndex))
        let folder = try TemporaryDirectory()
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: folder.path("mixed")))
        try await engine.withDatabase { database in
            try await database.migrate(Migration.all)
            let refusal = await #expect(throws: TaskFlowError.self) {
                try await database.importRows(of: try ImportFile(path: folder.path("mixed")))
            }
            #expect(
                refusal?.message
                    == "Line \(second + 1): \(column.table) has other columns here than in the rows before")
        }
    }

    /// A column that the old program did not have, in a table of which it had more than one row.
    private var newColumn: (table: String, name: String)? {
        for table in MovedTable.all where ["workers", "keys", "projects", "tasks"].contains(table.name) {
            if let column = table.columns.first(where: { $0.ifMissing != nil }) { return (table.name, column.name) }
        }
        return nil
    }

    private func withOldHouse(_ engine: Engine, _ body: (any Database, TemporaryDirectory) async throws -> Void)
        async throws
    {
        let folder = try TemporaryDirectory()
        try await engine.withDatabase { database in
            try await database.migrate(Migration.all)
            try await database.importRows(of: try ImportFile(path: OldVersion.export.path))
            try await body(database, folder)
        }
    }

    /// The rows of an export.
    private func rows(_ path: String) throws -> [JSONObject] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
            .map { line in try #require(try JSONParser.parse(line.utf8).objectValue) }
    }
}

extension JSONObject {
    fileprivate func isOf(_ table: String) -> Bool { self["table"]?.stringValue == table }
}
