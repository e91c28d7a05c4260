import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage

/// A schema as an engine's own catalogue tells it, in words that both engines share.
struct SchemaDescription: Equatable {
    /// What there is of each table, one line to a column, constraint or index.
    var tables: [String: Set<String>] = [:]

    static func read(_ database: any Database) async throws -> SchemaDescription {
        try await database.read { tx throws(TaskFlowError) in
            var all = SchemaDescription()
            let names: SQL =
                tx.dialect == .sqlite
                ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            for table in try tx.all(names, { $0.text(0) }) {
                let lines =
                    tx.dialect == .sqlite
                    ? try SQLiteCatalogue.lines(of: table, in: tx) : try PostgresCatalogue.lines(of: table, in: tx)
                all.tables[table] = Set(lines)
            }
            return all
        }
    }

    /// An index or check condition without what the engines write differently.
    static func plain(_ condition: String) -> String {
        condition.replacing("::text", with: "").filter { !"()".contains($0) }
    }
}
