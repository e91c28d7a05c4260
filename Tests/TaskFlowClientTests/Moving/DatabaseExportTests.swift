import Foundation
import TaskFlowClient
import TaskFlowTestSupport
import Testing

/// A whole database is told from files that hold tasks.
@Suite struct DatabaseExportTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test func `an export is known by its first line`() throws {
        #expect(DatabaseExport.isDatabaseExport(OldVersion.export.path))
        #expect(DatabaseExport.isDatabaseExport(try file(#"{"taskflow_export":1,"schema":1}"#)))
        #expect(DatabaseExport.isDatabaseExport(try file("{\"taskflow_export\":9}\nnot JSON")))
    }

    @Test(arguments: [
        "", "\n", "{}", #"{"title":"taskflow_export"}"#, #"["taskflow_export"]"#, #"{"taskflow_export":1"#,
        "{\"id\":\"a\"}\n{\"taskflow_export\":1}", "\u{FEFF}id,title", "SQLite format 3\u{0}",
        "{\"taskflow_export\":\"\(String(repeating: "x", count: 70_000))\"}",
    ])
    func `nothing else is one`(text: String) throws {
        #expect(!DatabaseExport.isDatabaseExport(try file(text)))
    }

    @Test func `neither is what cannot be looked at`() throws {
        #expect(!DatabaseExport.isDatabaseExport(folder.url.path))
        #expect(!DatabaseExport.isDatabaseExport(folder.path("nothing")))
        #expect(!DatabaseExport.isDatabaseExport("-"))
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        #expect(!DatabaseExport.isDatabaseExport(folder.path("pipe")))
    }

    private func file(_ text: String) throws -> String {
        try Data(text.utf8).write(to: folder.url.appendingPathComponent("file"))
        return folder.path("file")
    }
}
