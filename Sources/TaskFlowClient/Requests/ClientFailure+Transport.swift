internal import AsyncHTTPClient
internal import NIOCore

extension ClientFailure {
    /// Why there was no answer, and what to do.
    ///
    /// - Parameter seconds: how long was waited for it.
    static func transport(_ error: any Error, _ address: ServerAddress, seconds: Int64) -> ClientFailure {
        if let error = error as? HTTPClientError, error == .deadlineExceeded || error == .readTimeout {
            return .unreachable("No answer from \(address.text) within \(seconds) seconds")
        }
        return .unreachable(
            "Cannot reach \(address.text) (\(reason(error))). Is it running? Start it with `taskflow serve`")
    }

    private static func reason(_ error: any Error) -> String {
        if let error = error as? IOError { return error.errnoCode == 111 ? "connection refused" : "\(error)" }
        if let error = error as? HTTPClientError { return error.shortDescription }
        return String(describing: error).split(separator: "\n").first.map(String.init) ?? "no connection"
    }
}
