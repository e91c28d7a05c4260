import Foundation
import Synchronization
import SystemPackage
import Testing

/// A terminal without a screen: what programs write there can be read, and what is typed they read.
final class PseudoTerminal: Sendable {
    private let master: FileDescriptor
    private let programs: FileDescriptor
    private let read = Mutex<[UInt8]>([])

    init() throws {
        var (own, other): (Int32, Int32) = (-1, -1)
        try #require(openpty(&own, &other, nil, nil, nil) == 0)
        try #require(fcntl(own, F_SETFL, O_NONBLOCK) == 0 && fcntl(own, F_SETFD, FD_CLOEXEC) == 0)
        try #require(fcntl(other, F_SETFD, FD_CLOEXEC) == 0)
        (master, programs) = (FileDescriptor(rawValue: own), FileDescriptor(rawValue: other))
    }

    deinit {
        try? programs.close()
        try? master.close()
    }

    /// The programs' end, once more: it is whose it is given to.
    func open() throws -> FileDescriptor { try programs.duplicate() }

    /// All that was written so far; lines end with CR LF.
    var text: String {
        read.withLock { read in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while let count = try? buffer.withUnsafeMutableBytes({ try master.read(into: $0) }), count > 0 {
                read += buffer.prefix(count)
            }
            return String(decoding: read, as: UTF8.self)
        }
    }

    func type(_ text: String) throws { try master.writeAll(text.utf8) }

    /// The first lines, once there are so many.
    func lines(_ count: Int, while isRunning: () -> Bool) async throws -> [String] {
        for _ in 0..<600 {
            let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            if lines.count > count { return lines.prefix(count).map(String.init) }
            try #require(isRunning(), "It ended: \(text)")
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NoLines(text: text)
    }
}

/// Half a minute went by.
private struct NoLines: Error {
    let text: String
}
