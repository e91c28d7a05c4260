internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore

extension HTTPServerBuilder {
    /// HTTP/1.1 within the limits.
    static func taskFlow(_ limits: HTTPLimits) -> HTTPServerBuilder {
        // The gate counts heads as they arrive; these bounds hold for what comes in one piece.
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes * 2, maxHeaderFieldCount: 128)
        return .http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(limits)],
                idleTimeout: .seconds(Int64(limits.idleSeconds)), httpDecoderConfiguration: decoder))
    }
}
