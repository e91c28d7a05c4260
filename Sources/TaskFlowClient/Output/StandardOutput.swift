internal import Foundation
internal import Synchronization

/// The process's standard output, and whether all that was written to it arrived.
package enum StandardOutput {
    private struct State {
        /// The system's code of the first failure, 0 while there was none.
        var fault: Int32 = 0
        var isTold = false
    }

    private static let state = Mutex(State())

    /// Writes in one piece. After a failure nothing more is written: half a result is worse than none.
    package static func write(_ bytes: [UInt8]) {
        state.withLock { state in
            if state.fault == 0 { state.fault = attempt(bytes) }
        }
    }

    /// Writes what the process can do without.
    ///
    /// - Returns: 0, or the system's code of what went wrong.
    package static func attempt(_ bytes: [UInt8]) -> Int32 { put(bytes, on: STDOUT_FILENO) }

    /// Whether something could not be written, be it that whoever read has gone.
    package static var hasFailed: Bool { state.withLock { $0.fault != 0 } }

    /// One line on why the output is not whole, for the caller to tell; it is given once. Nil where the output is whole, and
    /// where whoever read has gone (`| head -1`): nobody is left who misses anything.
    package static func complain() -> String? {
        let code = state.withLock { state in
            defer { state.isTold = true }
            return state.isTold ? 0 : state.fault
        }
        return code == 0 || code == EPIPE ? nil : "Cannot write the output: \(String(cString: strerror(code)))"
    }

    static func put(_ bytes: [UInt8], on file: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            let code = errno
            if count < 0, code == EINTR { continue }
            guard count > 0 else { return count < 0 ? code : EIO }
            rest = rest.dropFirst(count)
        }
        return 0
    }
}
