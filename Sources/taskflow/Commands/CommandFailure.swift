internal import Foundation
internal import NIOCore
internal import TaskFlowDomain

/// Why a command ended early: one line for people, and the exit code.
struct CommandFailure: Error, Equatable {
    let message: String
    let exitCode: Int32

    /// The command could not do its work.
    static func failed(_ message: String) -> CommandFailure { CommandFailure(message: message, exitCode: 1) }

    /// The command line or a setting is wrong.
    static func usage(_ message: String) -> CommandFailure { CommandFailure(message: message, exitCode: 2) }

    /// What an operation or the database refused.
    init(_ error: TaskFlowError) {
        let isUnexplained = error.code == .internal
        self.init(message: isUnexplained ? "\(error.message): \(error.cause ?? "")" : error.message, exitCode: 1)
    }

    init(message: String, exitCode: Int32) {
        self.message = message
        self.exitCode = exitCode
    }

    /// Prints the line and answers the exit code.
    func report() -> Int32 {
        // A database server's own words may be several lines.
        StandardStreams.writeError(message.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n")
        return exitCode
    }
}

/// Says in one line why the server could not start.
enum StartFailure {
    static func explain(_ error: any Error, _ configuration: ServerConfiguration) -> CommandFailure {
        let place = "\(configuration.host) port \(configuration.port)"
        switch error {
        case let error as TaskFlowError: return CommandFailure(error)
        case let error as IOError:
            return .failed("Cannot listen on \(place): \(reason(error.errnoCode))")
        case is SocketAddressError, is SocketAddressError.UnknownHost:
            return .failed("Cannot listen on \(place): the host name is not known")
        default:
            return .failed("The server stopped: \(error)")
        }
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case EADDRINUSE: "the port is in use (is another server running? choose one with --port)"
        case EACCES: "only root may use ports below 1024"
        case EADDRNOTAVAIL: "this machine does not have that address"
        default: String(cString: strerror(code))
        }
    }
}
