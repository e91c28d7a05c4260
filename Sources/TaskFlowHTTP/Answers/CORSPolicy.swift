internal import HTTPTypes

/// Cross-origin calls: exact origins, with credentials. Other origins get no such header at all.
struct CORSPolicy: Sendable {
    private let origins: OriginRules
    private let requestHeaders: String

    private static let exposed =
        "ETag, Link, Location, X-Request-ID, X-Total-Count, Retry-After, RateLimit, Idempotent-Replayed"
    private static let commonHeaders = [
        "Accept", "Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "X-Request-ID",
        "X-TaskFlow-Client",
    ]

    /// - Parameter requestHeaders: What else pages may send, as the mounts say.
    init(_ origins: OriginRules, requestHeaders: [String]) {
        self.origins = origins
        self.requestHeaders = (Self.commonHeaders + requestHeaders).joined(separator: ", ")
    }

    /// Adds what a browser needs in order to show the answer to the page that asked.
    func add(to fields: inout HTTPFields, for head: RequestHead) {
        guard let origin = head.origin, origins.admits(head) else { return }
        fields.append(.accessControlAllowOrigin, origin)
        fields.append(.accessControlAllowCredentials, "true")
        fields.append(.accessControlExposeHeaders, Self.exposed)
    }

    /// The answer to a browser that asks first; `nil` when the request is no such question.
    func preflight(_ head: RequestHead, allow: String) -> Answer? {
        guard head.method == .options, head.origin != nil, head.asksForMethod else { return nil }
        var answer = Answer(.noContent)
        guard origins.admits(head) else { return answer }
        answer.headers.append(.accessControlAllowMethods, allow)
        answer.headers.append(.accessControlAllowHeaders, requestHeaders)
        answer.headers.append(.accessControlMaxAge, "600")
        return answer
    }
}
