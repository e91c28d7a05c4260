internal import HTTPTypes
internal import TaskFlowDomain

/// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers, structured fields of RFC 9651): what is left of
/// the caller's calls in the present window, and what the window is.
struct RateLimitFields: Sendable {
    private let policy: HTTPField

    /// - Parameter callsPerMinute: What an actor has in a window.
    init(callsPerMinute: Int) {
        policy = HTTPField(name: .rateLimitPolicy, value: "\"default\";q=\(callsPerMinute);w=60")
    }

    func add(_ quota: CallQuota, to fields: inout HTTPFields) {
        fields.append(.rateLimit, "\"default\";r=\(quota.remaining);t=\(quota.secondsLeft)")
        fields.append(policy)
    }
}
