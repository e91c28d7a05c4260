package import Foundation

/// What the program of commit e1cd89e left behind: the last one whose schema had no hash. It was run to make these files,
/// which have a task in every status and two tenants.
package enum OldVersion {
    /// What its `taskflow export` wrote.
    package static let export = folder.appendingPathComponent("export.jsonl")
    /// The statements that make its SQLite database, of the same moment.
    package static let database = folder.appendingPathComponent("database.sql")

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Moving/e1cd89e")
}
