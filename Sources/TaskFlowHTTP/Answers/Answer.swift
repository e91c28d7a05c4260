internal import HTTPTypes
internal import Hummingbird
internal import TaskFlowDomain

/// What an endpoint answers, before the door adds what every answer has.
struct Answer: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var body: ByteBuffer?
    /// Writes a body whose end is not known yet, in place of `body`.
    var stream: EventStream?
    /// Who called, for the log.
    var actor: WorkerID?
    /// What is left of the caller's calls, where callers are held to a number.
    var quota: CallQuota?
    /// What lay behind a fault of the server, for the log alone.
    var cause: String?
    /// Whether it tells of a fault of the server, whatever its status.
    var isFault = false

    init(
        _ status: HTTPResponse.Status, _ headers: HTTPFields = CommonFields.bare, _ body: ByteBuffer? = nil,
        actor: WorkerID? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.actor = actor
    }

    /// The response; one to `HEAD` says how long its body would be, and has none.
    func response(toHead: Bool) -> Response {
        if let stream { return Response(status: status, headers: headers, body: stream.body) }
        guard let body else { return Response(status: status, headers: headers) }
        if !toHead { return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body)) }
        var headers = headers
        headers[.contentLength] = String(body.readableBytes)
        return Response(status: status, headers: headers)
    }
}
