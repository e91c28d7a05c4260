internal import TaskFlowSchema

/// What an SSO answered.
struct SSOAnswer: Sendable {
    let status: Int
    /// The body, where it is JSON.
    let json: JSON?
    /// Seconds to wait, where it says so; Better Auth calls the header `X-Retry-After`.
    let retryAfter: Int?

    var isSuccess: Bool { (200..<300).contains(status) }

    /// The code of an OAuth error (RFC 6749 section 5.2): `authorization_pending`.
    var fault: String? { text("error") }

    /// What it says is wrong, for people.
    var explanation: String { text("error_description") ?? text("message") ?? fault ?? "status \(status)" }

    /// A member of the body that is a text with something in it.
    func text(_ name: String) -> String? {
        guard let text = json?[name]?.stringValue, !text.isEmpty else { return nil }
        return text
    }

    /// A member of the body that is a number of seconds, brought into a range.
    func seconds(_ name: String, in range: ClosedRange<Int>) -> Int? {
        let number: Double? =
            switch json?[name] {
            case .integer(let value): Double(value)
            case .decimal(let value): value
            default: nil
            }
        guard let number, number.isFinite else { return nil }
        return Int(min(max(number, Double(range.lowerBound)), Double(range.upperBound)))
    }
}
