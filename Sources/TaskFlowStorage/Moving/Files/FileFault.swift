internal import Foundation

/// What the system said last about a file.
enum FileFault {
    static var reason: String { String(cString: strerror(errno)) }
}
