/// Looks at which server has the data directory.
struct LockCheck {
    private let configuration: ServerConfiguration

    init(_ configuration: ServerConfiguration) { self.configuration = configuration }

    func findings() -> [Finding] {
        guard case .held(let holder) = ServerLock.look(configuration.lockFile) else {
            return [.ok("server", "none runs on this data directory")]
        }
        guard let holder else { return [.ok("server", "one runs on this data directory")] }
        if let server = configuration.serverOfAnotherDatabase {
            return [
                .note(
                    "server", "process \(server.process) runs on this data directory, and uses \(server.database)",
                    remedy: "give the doctor the settings that the server has: its DATABASE_URL")
            ]
        }
        return [.ok("server", "process \(holder.process) runs here\(holder.url.map { ", at \($0)" } ?? "")")]
    }
}
