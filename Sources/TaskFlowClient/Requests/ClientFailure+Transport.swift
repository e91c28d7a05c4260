internal import AsyncHTTPClient
internal import NIOCore

extension ClientFailure {
    /// Why there was no answer, and what to do.
    ///
    /// - Parameter seconds: how long was waited for it.
    static func transport(_ error: any Error, _ address: ServerAddress, seconds: Int64) -> ClientFailure {
        if WebExchange.isTimeout(error) {
            return .unreachable("No answer from \(address.text) within \(seconds) seconds")
        }
        return .unreachable(
            "Cannot reach \(address.text) (\(WebExchange.reason(error))). Is it running? Start it with `taskflow serve`"
        )
    }
}
