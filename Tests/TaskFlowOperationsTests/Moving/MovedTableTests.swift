import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// Export and import go by one description of the tables. It must be that of the real ones: a table or a column that is
/// added to the schema and not to the description fails here.
@Suite(.timeLimit(.minutes(10))) struct MovedTableTests {
    private struct RealColumn: Equatable {
        let name: String
        let type: String
        let isKey: Bool
    }

    @Test(arguments: Engine.all) func `every table moves`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let query: SQL =
                engine == .sqlite
                ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
                : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            let real = try await crew.texts(query)
            #expect(Set(real) == Set(MovedTable.all.map(\.name) + MovedTable.leftBehind + ["schema_migrations"]))
            #expect(Set(MovedTable.all.map(\.name)).count == MovedTable.all.count)
        }
    }

    @Test(arguments: Engine.all) func `every column moves that is not computed`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            for table in MovedTable.all {
                let real = try await crew.texts(columns(of: table.name, engine))
                let described = table.columns.map { "\($0.name) \(type($0.kind, engine))" }
                #expect(described == real, "\(table.name)")
            }
        }
    }

    @Test(arguments: Engine.all) func `rows are in the order of the primary key`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            for table in MovedTable.all {
                let real = try await crew.texts(key(of: table.name, engine))
                #expect(real == table.key, "\(table.name)")
            }
        }
    }

    @Test(arguments: Engine.all) func `the engine's own counting is known`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            let query: SQL =
                engine == .sqlite
                ? "SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'"
                : "SELECT table_name FROM information_schema.columns WHERE is_identity = 'YES' AND table_schema = current_schema()"
            let counted = MovedTable.all.filter(\.isCounted).map(\.name)
            let real = try await crew.texts(query)
            #expect(Set(real) == Set(counted))
        }
    }

    @Test(arguments: Engine.all) func `tables come after those that they refer to`(_ engine: Engine) async throws {
        try await withCrew(engine) { crew in
            for (index, table) in MovedTable.all.enumerated() {
                let earlier = MovedTable.all[..<index].map(\.name)
                for other in try await crew.texts(references(of: table.name, engine)) {
                    #expect(earlier.contains(other) || (other == table.name && table.parent != nil), "\(table.name)")
                }
            }
        }
    }

    @Test func `what stands for a missing column is of its kind`() {
        for table in MovedTable.all {
            for column in table.columns {
                switch (column.ifMissing, column.kind) {
                case (nil, _): #expect(column.fill == nil, "\(table.name).\(column.name)")
                case (.value(.null), _), (.value(.integer), .integer), (.value(.bool), .bool), (.value(.text), .text):
                    break
                case (.copy(let other), let kind):
                    #expect(table.columns.first { $0.name == other }?.kind == kind, "\(table.name).\(column.name)")
                case (.value, _): Issue.record("\(table.name).\(column.name)")
                }
            }
        }
    }

    private func type(_ kind: MovedTable.Column.Kind, _ engine: Engine) -> String {
        switch (kind, engine) {
        case (.text, .sqlite): "TEXT"
        case (_, .sqlite): "INTEGER"
        case (.text, .postgres): "text"
        case (.integer, .postgres): "bigint"
        case (.bool, .postgres): "boolean"
        }
    }

    private func columns(of table: String, _ engine: Engine) -> SQL {
        switch engine {
        case .sqlite: "SELECT name || ' ' || type FROM pragma_table_xinfo(\(table)) WHERE hidden = 0 ORDER BY cid"
        case .postgres:
            """
            SELECT column_name || ' ' || data_type FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = \(table) AND is_generated = 'NEVER'
            ORDER BY ordinal_position
            """
        }
    }

    private func key(of table: String, _ engine: Engine) -> SQL {
        switch engine {
        case .sqlite: "SELECT name FROM pragma_table_xinfo(\(table)) WHERE pk > 0 ORDER BY pk"
        case .postgres:
            """
            SELECT column_name FROM information_schema.key_column_usage
            WHERE table_schema = current_schema() AND table_name = \(table) AND constraint_name = \(table) || '_pkey'
            ORDER BY ordinal_position
            """
        }
    }

    private func references(of table: String, _ engine: Engine) -> SQL {
        switch engine {
        case .sqlite: "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(\(table))"
        case .postgres:
            "SELECT DISTINCT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = \(table)::regclass"
        }
    }
}

extension Crew {
    fileprivate func texts(_ sql: SQL) async throws -> [String] {
        try await database.read { tx throws(TaskFlowError) in try tx.all(sql) { $0.text(0) } }
    }
}
