internal import TaskFlowStorage
internal import TaskFlowUpkeep

/// What to say about what was found in a database.
struct DatabaseJudge {
    private let found: DatabaseExamination
    private let newest = Migration.all.count

    init(_ found: DatabaseExamination) { self.found = found }

    func findings() -> [Finding] { [engine, migrations] + integrity }

    private var engine: Finding {
        if found.isEngineSupported { return .ok("database", found.engine) }
        let remedy = "use SQLite 3.40 or newer, or PostgreSQL 15 or newer"
        return .wrong("database", "\(found.engine) is too old", remedy: remedy)
    }

    private var migrations: Finding {
        switch found.schema {
        case _ where !found.isSchemaKnown:
            .wrong(
                "migrations", "The tables are not as this program makes them: another version of it did",
                remedy: "taskflow export with that version, then taskflow import with this one into a new database")
        case newest: .ok("migrations", "schema \(newest), up to date")
        case 0: .note("migrations", "The database is empty", remedy: "nothing to do: the first start makes the tables")
        case ..<newest:
            .wrong(
                "migrations", "The schema is \(found.schema), and this program's \(newest)", remedy: "taskflow migrate")
        default:
            .wrong(
                "migrations", "The schema is \(found.schema), newer than this program's \(newest)",
                remedy: "update the program")
        }
    }

    private var integrity: [Finding] {
        if found.faults.isEmpty { return [.ok("integrity", "the database finds nothing broken")] }
        let remedy =
            found.clock == nil
            ? "stop the server, keep a copy of the file, then taskflow restore --force a good backup"
            : "look into the server's log; REINDEX or VALIDATE CONSTRAINT where that is the matter, else restore a backup"
        return found.faults.map { .wrong("integrity", $0, remedy: remedy) }
    }
}
