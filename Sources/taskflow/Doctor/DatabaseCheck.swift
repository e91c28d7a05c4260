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
