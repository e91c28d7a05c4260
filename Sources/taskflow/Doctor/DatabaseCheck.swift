internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowPostgres
internal import TaskFlowSchema
internal import TaskFlowStorage
internal import TaskFlowUpkeep

/// Opens the database and looks into it.
struct DatabaseCheck {
    private let configuration: ServerConfiguration

    init(_ configuration: ServerConfiguration) { self.configuration = configuration }

    func findings() async -> [Finding] {
        if let orphaned = orphaned() { return [orphaned, ClockCheck.finding(of: nil)] }
        if let missing = missing() { return [missing, ClockCheck.finding(of: nil)] }
        do throws(CommandFailure) {
            let found = try await examine(configuration)
            return await DatabaseJudge(found).findings() + [ClockCheck.finding(of: found)] + direct()
        } catch {
            return [.wrong("database", error.message, remedy: remedy), ClockCheck.finding(of: nil)]
        }
    }

    private func examine(_ configuration: ServerConfiguration) async throws(CommandFailure) -> DatabaseExamination {
        let database = try await OpenDatabase.look(configuration.database, configuration)
        do throws(TaskFlowError) {
            let found = try await database.examine()
            await database.close()
            return found
        } catch {
            await database.close()
            throw CommandFailure(error)
        }
    }

    /// To open what a server has lost a part of would make it worse.
    private func orphaned() -> Finding? {
        guard case .file(let path) = configuration.database, let process = DatabaseHolder.orphan(of: path) else {
            return nil
        }
        return .wrong(
            "database", "Process \(process) has \(path) open, and its files were removed or replaced since",
            remedy: "stop that process, put the right files in their place, then start it again")
    }

    /// Opening would make the file.
    private func missing() -> Finding? {
        guard case .file(let path) = configuration.database, !FileManager.default.fileExists(atPath: path) else {
            return nil
        }
        return .note("database", "\(path) is not there yet", remedy: "nothing to do: the first start makes it")
    }

    /// Migrations and LISTEN go by the direct address.
    private func direct() async -> [Finding] {
        guard case .postgres(let address) = configuration.databaseDirect else { return [] }
        if address.isPooled {
            let remedy = "set DATABASE_URL_DIRECT to the address without -pooler"
            return [
                .note(
                    "direct address", "\(address.place) is a pooler's: changes are told once a second", remedy: remedy)
            ]
        }
        if configuration.databaseDirect == configuration.database { return [] }
        do throws(CommandFailure) {
            let database = try await OpenDatabase.look(configuration.databaseDirect, configuration)
            await database.close()
            return [.ok("direct address", address.place)]
        } catch {
            return [.wrong("direct address", error.message, remedy: "correct DATABASE_URL_DIRECT")]
        }
    }

    private var remedy: String {
        switch configuration.database {
        case .file: "see that it is an SQLite file of this user; taskflow restore puts a backup in its place"
        case .memory: "use a file"
        case .postgres: "see that the server runs and DATABASE_URL is right: psql takes the same address"
        }
    }
}

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
                remedy:
                    "taskflow export with that version, then taskflow database import with this one into a new database"
            )
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
