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
