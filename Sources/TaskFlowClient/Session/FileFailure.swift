internal import Foundation

/// A file or folder that could not be used, and why.
package struct FileFailure: Error, Equatable {
    /// One line for people.
    package let message: String

    /// Takes the reason from `errno`.
    package init(_ verb: String, _ path: String) {
        message = "Cannot \(verb) \(path): \(String(cString: strerror(errno)))"
    }
}
