internal import Foundation
internal import Logging

extension ServerConfiguration {
    /// The file that is locked for as long as a process works on the data directory.
    var lockFile: String { dataDirectory + "/server.lock" }

    /// Takes the data directory for a server's whole life.
    ///
    /// - Returns: The lock, to be kept as long; nil, with a line in the log, where the file system has no locks.
    /// - Throws: One line that says who has it.
    func lockDataDirectory() throws(CommandFailure) -> ServerLock? {
        switch ServerLock.take(lockFile, for: holder("serve")) {
        case .taken(let lock): return lock
        case .impossible(let reason):
            makeLogger().warning(
                "Nothing keeps a second server from this data directory", metadata: ["cause": "\(lockFile): \(reason)"])
            return nil
        case .held(let other):
            throw .failed(
                "The data directory \(dataDirectory) is in use by \(LockHolder.text(of: other)): stop it first, or give this "
                    + "one a directory of its own by --data-dir")
        }
    }

    /// Keeps servers away from the database while a command replaces or fills it.
    ///
    /// - Returns: The lock, to be kept until that is done.
    /// - Throws: One line that says which server has the database.
    func lockDatabase(for command: String) throws(CommandFailure) -> ServerLock? {
        if !isDatabaseInDataDirectory {
            if case .held(let other?) = ServerLock.look(lockFile) { try checkElsewhere(other) }
            return nil
        }
        switch ServerLock.take(lockFile, for: holder(command)) {
        case .taken(let lock): return lock
        case .impossible: return nil
        case .held(let other):
            try checkElsewhere(other)
            return nil
        }
    }

    /// This process, as it writes itself down.
    func holder(_ command: String) -> LockHolder {
        LockHolder(command: command, process: Int(getpid()), database: place)
    }

    // A server with another database may hold the same directory.
    private func checkElsewhere(_ other: LockHolder?) throws(CommandFailure) {
        guard other == nil || other?.database == place else { return }
        throw .failed("The database, \(place), is in use by \(LockHolder.text(of: other)): stop it first")
    }

    private var isDatabaseInDataDirectory: Bool {
        guard let databaseFile else { return false }
        let folder = URL(fileURLWithPath: databaseFile).deletingLastPathComponent()
        return folder.resolvingSymlinksInPath().path
            == URL(fileURLWithPath: dataDirectory).resolvingSymlinksInPath().path
    }

    /// The server that runs on this data directory and works on another database than this one; nil where there is none.
    var serverOfAnotherDatabase: LockHolder? {
        guard case .held(let holder?) = ServerLock.look(lockFile), holder.database != place else { return nil }
        return holder
    }

    /// Refuses to work on a default database while the data directory's server uses another one: the command would change a
    /// database that nobody uses.
    func checkServersDatabase() throws(CommandFailure) {
        guard let server = serverOfAnotherDatabase, !isDatabaseNamed else { return }
        throw .failed(
            "The server of this data directory (process \(server.process)) uses \(server.database), and this command would use "
                + "\(place) (\(databaseOrigin)): give it the server's DATABASE_URL")
    }
}
