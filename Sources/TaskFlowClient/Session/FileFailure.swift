internal import Foundation

/// A file or folder that could not be used, and why.
public struct FileFailure: Error, Equatable {
    /// One line for people.
    public let message: String

    /// Takes the reason from `errno`.
    public init(_ verb: String, _ path: String) {
        message = "Cannot \(verb) \(path): \(String(cString: strerror(errno)))"
    }
}
