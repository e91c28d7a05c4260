internal import Foundation
internal import TaskFlowSchema

/// A lock on a file that one process at a time holds, for as long as it lives: the system lets it go when the process ends,
/// however it ends. No child inherits it.
final class ServerLock: Sendable {
    /// The result of trying to take a lock.
    enum Attempt {
        case taken(ServerLock)
        /// By whom, where the file says so.
        case held(LockHolder?)
        /// Why there can be no lock in that place: a file system without locks, or one that cannot be written.
        case impossible(String)
    }

    /// What a look at a lock finds.
    enum Look: Equatable {
        case free
        /// By whom, where the file says so.
        case held(LockHolder?)
    }

    /// Who only looks takes the lock for a moment, so taking it is tried several times.
    private static let tries = 20
    private static let pause: useconds_t = 10_000

    let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock, and writes down for whom.
    static func take(_ path: String, for holder: LockHolder) -> Attempt {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return .impossible(String(cString: strerror(errno))) }
        let lock = ServerLock(descriptor)
        for _ in 0..<tries {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                lock.tell(holder)
                return .taken(lock)
            }
            guard errno == EWOULDBLOCK || errno == EINTR else { return .impossible(String(cString: strerror(errno))) }
            usleep(pause)
        }
        return .held(Self.read(descriptor))
    }

    /// Looks whether somebody holds the lock; nothing is made.
    static func look(_ path: String) -> Look {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .free }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK { return .free }
        return .held(read(descriptor))
    }

    /// Writes down who holds it.
    func tell(_ holder: LockHolder) {
        let bytes = holder.bytes
        // The lock is held even where the file cannot be written.
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func read(_ descriptor: Int32) -> LockHolder? {
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return count > 0 ? LockHolder(Array(bytes.prefix(count))) : nil
    }
}

/// Who holds a data directory, as it wrote down itself.
struct LockHolder: Equatable, Sendable {
    /// The program's command: `serve`, `restore` or `import`.
    let command: String
    /// The number of its process; another container counts its own.
    let process: Int
    /// Which database it works on, as ``ServerConfiguration/place`` says it.
    let database: String
    /// Where a server is reached, once it is.
    var url: String?

    init(command: String, process: Int, database: String, url: String? = nil) {
        self.command = command
        self.process = process
        self.database = database
        self.url = url
    }

    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONParser.parse(bytes), let command = json["command"]?.stringValue,
            let process = json["process"]?.integerValue, let database = json["database"]?.stringValue
        else { return nil }
        self.init(command: command, process: process, database: database, url: json["url"]?.stringValue)
    }

    var bytes: [UInt8] {
        let json: JSON = [
            "command": .string(command), "process": .integer(process), "database": .string(database),
            "url": url.map { .string($0) } ?? .null,
        ]
        return json.bytes
    }

    /// `another server (process 12 at http://127.0.0.1:8000)`, as far as it is known.
    static func text(of holder: LockHolder?) -> String {
        guard let holder else { return "another server" }
        let who = holder.command == "serve" ? "another server" : "taskflow \(holder.command)"
        return "\(who) (process \(holder.process)\(holder.url.map { " at \($0)" } ?? ""))"
    }
}
