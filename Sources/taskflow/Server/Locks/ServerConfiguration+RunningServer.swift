extension ServerConfiguration {
    /// The server that runs on this data directory and works on another database than this one; nil where there is none.
    var serverOfAnotherDatabase: LockHolder? {
        guard case .held(let holder?) = ServerLock.look(lockFile), holder.database != place else { return nil }
        return holder
    }

    /// Sees to it that a database that nobody named is the one that the data directory's server uses: what is done to
    /// another would be of no use to anybody.
    func checkServersDatabase() throws(CommandFailure) {
        guard let server = serverOfAnotherDatabase, !isDatabaseNamed else { return }
        throw .failed(
            "The server of this data directory (process \(server.process)) uses \(server.database), and this command would use "
                + "\(place) (\(databaseOrigin)): give it the server's DATABASE_URL")
    }
}
