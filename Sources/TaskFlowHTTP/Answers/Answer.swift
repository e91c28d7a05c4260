package import HTTPTypes
internal import HummingbirdCore
package import NIOCore
package import TaskFlowDomain

/// What an endpoint answers, before the door adds what every answer has.
package struct Answer: Sendable {
    /// The status code.
    package var status: HTTPResponse.Status
    /// The header fields.
    package var headers: HTTPFields
    /// The whole body; `nil` where there is none.
    package var body: ByteBuffer?
    /// Writes a body whose end is not known yet, in place of `body`.
    var stream: EventStream?
    /// Who called, for the log.
    package var actor: WorkerID?
    /// What is left of the caller's calls, where callers are held to a number.
    package var quota: CallQuota?
    /// Held until the body is sent or its connection has ended: what its maker counts unsent bytes by.
    package var heldUntilSent: (any AnyObject & Sendable)?
    /// What lay behind a fault of the server, for the log alone.
    package var cause: String?
    /// The refused sign-in that it tells of in its own way: counted as any other.
    package var refusedSignIn: TaskFlowError?
    /// Whether it tells of a fault of the server, whatever its status.
    package var isFault = false

    /// An answer whose body, if it has any, is known.
    /// - Parameter headers: Those of ``CommonFields`` that suit the body, and others.
    package init(
        _ status: HTTPResponse.Status, _ headers: HTTPFields = CommonFields.bare, _ body: ByteBuffer? = nil,
        actor: WorkerID? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.actor = actor
    }

    /// An answer that is a stream of events.
    package init(_ stream: EventStream) {
        self.init(.ok, EventStream.fields)
        self.stream = stream
    }

    /// What is sent; to `HEAD` it says how long the body would be, and has none.
    consuming func parts(toHead: Bool, on channel: any Channel) -> (head: HTTPResponse, body: ResponseBody) {
        if let stream { return (HTTPResponse(status: status, headerFields: headers), stream.body) }
        headers.append(.contentLength, String(body?.readableBytes ?? 0))
        let head = HTTPResponse(status: status, headerFields: headers)
        guard let body, !toHead else { return (head, ResponseBody()) }
        return (head, responseBody(body, on: channel))
    }

    // Until it is sent, nothing further is made for its connection.
    private func responseBody(_ body: ByteBuffer, on channel: any Channel) -> ResponseBody {
        guard let heldUntilSent else { return ResponseBody(byteBuffer: body) }
        return ResponseBody(contentLength: body.readableBytes) { writer in
            try await writer.write(body)
            try await writer.finish(nil)
            try await HeadGate.everythingSent(on: channel)
            withExtendedLifetime(heldUntilSent) {}
        }
    }
}
