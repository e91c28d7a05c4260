internal import Foundation
internal import Synchronization
package import TaskFlowDomain
internal import TaskFlowStorage

/// An export that is read line by line, and once more from the start where that must be.
package final class ImportFile: Sendable {
    /// No line of an export is longer: the longest tell of a change of two long descriptions.
    static let longestLine = 16 << 20
    private static let chunk = 1 << 16

    private struct State {
        var buffer: [UInt8] = []
        var start = 0
        var line = 0
        var hasEnded = false
    }

    private let descriptor: Int32
    private let origin: off_t
    private let state = Mutex(State())

    /// Opens a file. One that can be read only once, such as a pipe, is copied into a nameless temporary file first.
    package convenience init(path: String) throws(TaskFlowError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .importFault("Cannot read \(path): \(FileFault.reason)") }
        try self.init(owning: descriptor)
    }

    /// Reads what the process is given on its standard input.
    package static func standardInput() throws(TaskFlowError) -> ImportFile {
        try ImportFile(owning: fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3))
    }

    private init(owning given: Int32) throws(TaskFlowError) {
        var status = stat()
        guard fstat(given, &status) == 0 else { throw .importFault("Cannot read the file: \(FileFault.reason)") }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFDIR || kind == S_IFBLK {
            close(given)
            throw .importFault("Cannot read the file: it is a \(kind == S_IFDIR ? "folder" : "device")")
        }
        if kind == S_IFREG {
            (descriptor, origin) = (given, max(0, lseek(given, 0, SEEK_CUR)))
        } else {
            defer { close(given) }
            (descriptor, origin) = (try SpooledFile.copy(of: given), 0)
        }
    }

    deinit { close(descriptor) }

    /// Checks the header alone, before anything is made.
    package func check() throws(TaskFlowError) {
        try rewind()
        _ = try ExportHeader.read(from: self)
    }

    /// Begins anew.
    func rewind() throws(TaskFlowError) {
        state.withLock { $0 = State() }
        if lseek(descriptor, origin, SEEK_SET) < 0 { throw .importFault("Cannot read the file: \(FileFault.reason)") }
    }

    /// The next line, nil at the end.
    func next() throws(TaskFlowError) -> ImportLine? {
        try state.withLock { state throws(TaskFlowError) in
            var searched = state.start
            while true {
                if let end = Self.lineEnd(in: state.buffer, from: searched) {
                    return Self.take(&state, upTo: end, isWhole: true)
                }
                if state.hasEnded {
                    return state.start < state.buffer.count
                        ? Self.take(&state, upTo: state.buffer.count, isWhole: false) : nil
                }
                guard state.buffer.count - state.start <= Self.longestLine else {
                    throw .importFault(state.line + 1, "it is longer than 16 MiB, which no line of an export is")
                }
                state.buffer.removeFirst(state.start)
                state.start = 0
                searched = state.buffer.count
                try fill(&state)
            }
        }
    }

    // On the whole file byte by byte, a debug build would take minutes.
    private static func lineEnd(in buffer: [UInt8], from start: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    private static func take(_ state: inout State, upTo end: Int, isWhole: Bool) -> ImportLine {
        defer { state.start = min(end + 1, state.buffer.count) }
        state.line += 1
        return ImportLine(number: state.line, bytes: Array(state.buffer[state.start..<end]), isWhole: isWhole)
    }

    private func fill(_ state: inout State) throws(TaskFlowError) {
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { return }
        guard count >= 0 else { throw .importFault("Cannot read the file: \(FileFault.reason)") }
        state.buffer.append(contentsOf: chunk[..<count])
        state.hasEnded = count == 0
    }
}

/// A line of a file that is to be imported.
struct ImportLine: Sendable {
    /// From 1.
    let number: Int
    /// Without its end.
    let bytes: [UInt8]
    /// Whether its end was there: the last line of a file that was cut off has none.
    let isWhole: Bool

    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

    /// What a file is that begins so and is known not to be an export.
    var foreignKind: String? {
        if bytes.starts(with: "SQLite format 3".utf8) {
            return "The file is an SQLite database: taskflow restore takes it back"
        }
        let isPacked = [[0x1F, 0x8B], [0xFD, 0x37, 0x7A], [0x28, 0xB5, 0x2F, 0xFD], [0x50, 0x4B, 0x03]]
            .contains { bytes.starts(with: $0 as [UInt8]) }
        return isPacked ? "The file is compressed: unpack it first" : nil
    }
}
