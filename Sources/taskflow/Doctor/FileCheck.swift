internal import Foundation
internal import TaskFlowUpkeep

/// Looks at whether the server's files are its owner's alone, and can be written.
struct FileCheck {
    private let configuration: ServerConfiguration

    init(_ configuration: ServerConfiguration) { self.configuration = configuration }

    func findings() -> [Finding] {
        let folder = configuration.dataDirectory
        guard FileManager.default.fileExists(atPath: folder) else {
            return [.note("files", "\(folder) is not there yet", remedy: "nothing to do: the first start makes it")]
        }
        let faults = paths.compactMap { path, mode in fault(path, mode) }
        return faults.isEmpty ? [.ok("files", "\(folder) is its owner's alone")] : faults
    }

    /// The files that hold secrets, as far as they are there, and the mode they should have.
    private var paths: [(String, String)] {
        var paths = [(configuration.dataDirectory, "700"), (configuration.dataDirectory + "/credential", "600")]
        if case .file(let path) = configuration.database {
            paths += ["", "-wal", "-shm"].map { (path + $0, "600") }
        }
        return paths
    }

    private func fault(_ path: String, _ mode: String) -> Finding? {
        guard let status = FileStatus(of: path) else { return nil }
        if status.isFolder != (mode == "700") {
            return .wrong("files", "\(path) is not a \(mode == "700" ? "folder" : "file")", remedy: "move it away")
        }
        let found = String(status.permissions, radix: 8)
        if status.permissions & 0o077 != 0 {
            return .wrong("files", "Others may use \(path) (mode \(found))", remedy: "chmod \(mode) \(path)")
        }
        if status.owner != geteuid(), geteuid() != 0 {
            let remedy = "run as that user, or chown it to the one who runs the server"
            return .wrong("files", "\(path) is user \(status.owner)'s, and this is user \(geteuid())", remedy: remedy)
        }
        if access(path, R_OK | W_OK) != 0 {
            return .wrong("files", "\(path) cannot be written (mode \(found))", remedy: "chmod \(mode) \(path)")
        }
        return nil
    }
}

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
