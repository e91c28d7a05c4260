internal import Hummingbird
internal import NIOCore

/// What Hummingbird hands over with a request: the connection, for those who must know when its client hangs up.
struct ConnectionContext: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }

    /// The address at the other end of the connection: the client's or a proxy's. Asked for after failures alone.
    var address: String? { channel.remoteAddress?.ipAddress }
}
