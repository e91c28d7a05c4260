internal import Foundation
internal import NIOCore
internal import TaskFlowDomain

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
