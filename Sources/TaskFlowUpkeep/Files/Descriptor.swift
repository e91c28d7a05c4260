internal import Foundation

/// What the system's calls leave to their caller.
enum Descriptor {
    /// Writes all of it; false, with `errno`, where that cannot be.
    static func write(all bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }
}

/// What the system said last about a file.
enum FileFault {
    static var reason: String { String(cString: strerror(errno)) }
}
