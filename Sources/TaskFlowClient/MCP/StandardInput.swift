internal import Dispatch
internal import Foundation

/// The lines of a file or pipe, read on a thread of its own, a few ahead of who takes them.
final class StandardInput: Sendable {
    /// Ends with the input.
    let lines: AsyncStream<InputLine>
    private let feed: AsyncStream<InputLine>.Continuation
    private let ahead = DispatchSemaphore(value: 16)

    init(_ file: Int32) {
        (lines, feed) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
        // A thread and not a task: a read blocks.
        Thread.detachNewThread { [self] in read(file) }
    }

    /// Says that a line was taken.
    func took() { ahead.signal() }

    /// Ends the lines, though the input may go on.
    func stop() { feed.finish() }

    private func read(_ file: Int32) {
        var splitter = LineSplitter()
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { Foundation.read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            splitter.add(buffer.prefix(count)).forEach(give)
        }
        if let line = splitter.end() { give(line) }
        feed.finish()
    }

    private func give(_ line: InputLine) {
        ahead.wait()
        feed.yield(line)
    }
}

/// A line that a client wrote.
enum InputLine: Sendable, Equatable {
    case text([UInt8])
    /// More than ``LineSplitter/limit``; it was thrown away as it came.
    case tooLong
}

/// Cuts what is read into lines, and holds one line at most.
struct LineSplitter {
    /// The longest line, in bytes: 4 MiB, what the server takes.
    static let limit = 4 << 20

    private var rest: [UInt8] = []
    private var isTooLong = false

    /// The lines that end in these bytes; blank ones are left out.
    mutating func add(_ bytes: some Collection<UInt8>) -> [InputLine] {
        var lines: [InputLine] = []
        let pieces = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            if index > 0, let line = end() { lines.append(line) }
            if rest.count + piece.count > Self.limit {
                isTooLong = true
                rest = []
            }
            if !isTooLong { rest += piece }
        }
        return lines
    }

    /// What is left when the input has ended, or nil: the line so far.
    mutating func end() -> InputLine? {
        defer {
            rest = []
            isTooLong = false
        }
        if isTooLong { return .tooLong }
        if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
        return rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ? nil : .text(rest)
    }
}
