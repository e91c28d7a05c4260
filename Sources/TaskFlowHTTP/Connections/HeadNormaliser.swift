internal import NIOCore
internal import NIOHTTP1

/// Brings what a request line may say besides a path into one form, before the types behind it forget how it was written: the
/// authority of an absolute target (RFC 9112, 3.2.2) becomes a `Host` line, so that one that differs makes two.
final class HeadNormaliser: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data), !isPlain(head) else { return context.fireChannelRead(data) }
        context.fireChannelRead(wrapInboundOut(.head(normalised(head))))
    }

    private func isPlain(_ head: HTTPRequestHead) -> Bool {
        head.uri.utf8.first == UInt8(ascii: "/") && head.version == .http1_1 && head.headers.contains(name: "host")
    }

    private func normalised(_ head: HTTPRequestHead) -> HTTPRequestHead {
        var head = head
        switch head.uri.utf8.first {
        case UInt8(ascii: "/"), UInt8(ascii: "*"): break
        default: resolve(&head)
        }
        if head.version == .http1_0 {
            // A client of that version does not know what it asks for.
            head.headers.remove(name: "expect")
        } else if !head.headers.contains(name: "host") {
            // A name that none can have: missing is a fault since HTTP/1.1.
            head.headers.add(name: "host", value: "")
        }
        return head
    }

    /// An absolute target is told from all others, none of which this server knows: they become no path at all.
    private func resolve(_ head: inout HTTPRequestHead) {
        let parts = head.uri.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0].lowercased()) else { return head.uri = "" }
        let authority = parts[1].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let rest = parts[1].dropFirst(authority.count)
        head.uri = rest.first == "/" ? String(rest) : "/" + rest
        let named = head.headers["host"]
        if named.count == 1, named[0].lowercased() == authority.lowercased() { return }
        head.headers.add(name: "host", value: String(authority))
    }
}
