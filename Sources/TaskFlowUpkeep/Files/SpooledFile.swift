internal import Foundation
internal import TaskFlowDomain
internal import TaskFlowStorage

/// A copy of what can be read only once, in a temporary file that has no name and is gone with the process.
enum SpooledFile {
    /// The copy's descriptor, at its beginning.
    static func copy(of source: Int32) throws(TaskFlowError) -> Int32 {
        let target = try make()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count > 0, chunk[..<count].withUnsafeBytes({ Descriptor.write(all: $0, to: target) }) { continue }
            if count == 0, lseek(target, 0, SEEK_SET) == 0 { return target }
            let reason = FileFault.reason
            close(target)
            throw .importFault("Cannot keep what comes in: \(reason)")
        }
    }

    private static func make() throws(TaskFlowError) -> Int32 {
        var template = Array((NSTemporaryDirectory() + "taskflow-import.XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .importFault("Cannot make a temporary file: \(FileFault.reason)") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(template)
        return descriptor
    }
}
