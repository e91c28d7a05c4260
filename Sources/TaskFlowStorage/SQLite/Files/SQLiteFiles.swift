internal import Foundation
internal import Synchronization
internal import TaskFlowDomain

/// Whether an open database is still the one that its path names. SQLite goes on writing to files that were removed or
/// replaced, and nobody would find again what it says is saved.
package final class SQLiteFiles: Sendable {
    /// What became of the files. It only ever gets worse.
    enum Fate: Int, Sendable {
        case whole
        /// The log, its index or both are gone, and nothing has taken their place: what the log holds can still be saved.
        case withoutLog
        case lost
    }

    private struct State {
        var fate = Fate.whole
        /// The file, its log and the log's index, as they were first seen.
        var known: [FileIdentity?] = [nil, nil, nil]
        var size = 0
        var words = ""
        var isClosed = false
    }

    private let paths: [String]
    private let state = Mutex(State())
    private let isGone = Atomic(false)

    /// - Parameters:
    ///   - path: What the operator calls the file.
    ///   - resolved: What SQLite calls it, without symbolic links: the log stands beside that.
    init(_ path: String, resolved: String) {
        paths = [path, resolved + "-wal", resolved + "-shm"]
        look()
    }

    /// What was seen so far; it asks the system nothing.
    var areGone: Bool { isGone.load(ordering: .relaxed) }

    /// What callers are told; the path is for the log.
    var refusal: TaskFlowError { .unavailable(Self.sentence, cause: state.withLock { $0.words }) }

    /// What a caller is told whose change was saved just before the files were found gone.
    var doubt: TaskFlowError {
        var error = TaskFlowError(.outcomeUnknown, Self.sentence)
        error.cause = state.withLock { $0.words }
        return error
    }

    /// Looks at the files, which is a call of the system for each.
    ///
    /// - Parameter header: the first bytes of the file as SQLite has it open, where they can be had.
    @discardableResult
    func look(header: () -> SQLiteHeader? = { nil }) -> Fate {
        state.withLock { state in
            for index in paths.indices where state.fate != .lost && !state.isClosed { look(at: index, header, &state) }
            if state.fate != .whole, !isGone.exchange(true, ordering: .relaxed) { setLogAside(state) }
            return state.fate
        }
    }

    /// Looks for the last time: the database is closed next, and then the log goes away by right.
    func lookAndClose() -> Fate {
        look()
        return state.withLock { state in
            state.isClosed = true
            return state.fate
        }
    }

    private func look(at index: Int, _ header: () -> SQLiteHeader?, _ state: inout State) {
        let found = FileIdentity.read(paths[index])
        guard let known = state.known[index] else {
            state.known[index] = found?.identity
            if index == 0 { state.size = found?.size ?? 0 }
            return
        }
        if found == nil {
            (state.fate, state.words) = (index == 0 ? .lost : .withoutLog, "\(paths[index]) is gone")
        } else if found?.identity != known {
            (state.fate, state.words) = (.lost, "\(paths[index]) is another file now")
        } else if index == 0, let size = found?.size, size != state.size {
            // VACUUM makes a file shorter too, and says so in its header.
            if size < state.size {
                guard let header = header() else { return }
                if header.bytes > size { (state.fate, state.words) = (.lost, "\(paths[0]) was cut off") }
            }
            state.size = size
        }
    }

    /// The log of the file that was here is none of the newcomer's: whoever opens that next would apply it, and spoil the file.
    private func setLogAside(_ state: State) {
        guard let newcomer = FileIdentity.read(paths[0])?.identity, newcomer != state.known[0] else { return }
        for index in 1...2 where state.known[index] != nil {
            guard FileIdentity.read(paths[index])?.identity == state.known[index] else { continue }
            rename(paths[index], paths[index] + Self.asideSuffix)
        }
    }

    /// What the name of a log ends in that was set aside.
    package static let asideSuffix = ".of-replaced-file"

    private static let sentence =
        "The database's files were removed or replaced while the server ran: put the right ones in their place, then "
        + "start it again"
}

/// Which file it is, by whatever name.
struct FileIdentity: Sendable, Equatable {
    private let device: dev_t
    private let inode: ino_t

    /// The file at a path, and its size; nil where there is none. Nothing is opened: closing it again would take away the
    /// locks that SQLite has on it.
    static func read(_ path: String) -> (identity: FileIdentity, size: Int)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return (FileIdentity(device: status.st_dev, inode: status.st_ino), Int(status.st_size))
    }
}
