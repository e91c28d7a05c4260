internal import Foundation
internal import Synchronization
package import TaskFlowDomain
internal import TaskFlowStorage

/// Where an export goes: a file that is there when it is whole, or the process's standard output.
package final class ExportFile: Sendable {
    private static let room = 1 << 16

    private struct State {
        var buffer: [UInt8] = []
        var written = 0
    }

    private let partial: PartialFile?
    private let descriptor: Int32
    private let state = Mutex(State())

    /// Begins a file; its name is not taken before ``finish()``.
    ///
    /// - Parameters:
    ///   - replaces: whether a file that is there already may be replaced.
    ///   - database: the file of the database that is exported, which never may.
    package init(path: String, replaces: Bool, unlike database: String? = nil) throws(TaskFlowError) {
        let partial = try PartialFile(path, replaces: replaces, unlike: database)
        self.partial = partial
        descriptor = open(partial.path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unavailable("Cannot write \(path): \(FileFault.reason)") }
    }

    /// The standard output.
    package init() {
        partial = nil
        descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    }

    deinit { close(descriptor) }

    /// Writes what is left and gives the file its name.
    package func finish() throws(TaskFlowError) {
        try state.withLock { state throws(TaskFlowError) in try flush(&state) }
        try partial?.finish()
    }

    /// Leaves nothing behind.
    package func discard() { partial?.discard() }

    /// Begins anew.
    func restart() throws(TaskFlowError) {
        try state.withLock { state throws(TaskFlowError) in
            if state.written > 0 {
                guard partial != nil, ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
                    throw .unavailable("The export was interrupted, and what was written cannot be taken back")
                }
            }
            state = State()
        }
    }

    func append(_ bytes: [UInt8]) throws(TaskFlowError) {
        try state.withLock { state throws(TaskFlowError) in
            state.buffer += bytes
            if state.buffer.count >= Self.room { try flush(&state) }
        }
    }

    private func flush(_ state: inout State) throws(TaskFlowError) {
        let isWritten = state.buffer.withUnsafeBytes { Descriptor.write(all: $0, to: descriptor) }
        guard isWritten else { throw .unavailable("Cannot write the export: \(FileFault.reason)") }
        state.written += state.buffer.count
        state.buffer.removeAll(keepingCapacity: true)
    }
}
