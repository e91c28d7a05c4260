package import HTTPTypes
internal import TaskFlowDomain
internal import TaskFlowSchema

/// The parts of a request's head that the door looks at, picked out in one pass over its fields.
package struct RequestHead: Sendable {
    package let method: HTTPRequest.Method
    /// The path as it was sent, percent-encoded; one slash at its end is left out, for it says nothing.
    package let path: Substring
    /// What follows the question mark, as it was sent.
    package let query: Substring
    let host: String?
    private(set) var authorization: String?
    private(set) var authorizations = 0
    private(set) var cookies: [String] = []
    package private(set) var origin: String?
    package private(set) var contentType: String?
    private(set) var contentLength: String?
    private(set) var isChunked = false
    package private(set) var accept: String?
    private(set) var requestID: String?
    private(set) var client: String?
    package private(set) var ifNoneMatch: String?
    private(set) var asksForMethod = false
    private(set) var forwardedFor: String?
    /// Whether the client waits with the body until it is told to go on.
    private(set) var expectsContinue = false
    private var hasOtherExpectation = false
    private var hasSecondHost = false
    /// Whether it is from a client that has failed to sign in too often of late.
    package internal(set) var isHeld = false

    init(_ request: HTTPRequest) {
        method = request.method
        host = request.authority
        let target = request.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = Self.bare(target[..<mark])
        query = mark == target.endIndex ? "" : target[target.utf8.index(after: mark)...]
        for field in request.headerFields { take(field) }
    }

    /// Whether the method is one that changes nothing.
    var isSafe: Bool { method == .get || method == .head || method == .options }

    /// Why no endpoint may see the request: two programs could read it differently, or it asks for what nobody can do.
    var fault: TaskFlowError? {
        if hasSecondHost { return HeadFault.host("The request names more than one host") }
        if let host, Authority(host[...]) == nil { return HeadFault.host("The Host header is no host and port") }
        if path.utf8.first != UInt8(ascii: "/"), !(path == "*" && method == .options) { return HeadFault.target }
        return hasOtherExpectation ? HeadFault.expectation : nil
    }

    private static func bare(_ path: Substring) -> Substring {
        guard path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") else { return path }
        let bare = path.dropLast()
        return bare.utf8.last == UInt8(ascii: "/") ? path : bare
    }

    private mutating func take(_ field: HTTPField) {
        switch field.name.canonicalName {
        case "authorization":
            authorization = field.value
            authorizations += 1
        case "cookie": cookies.append(field.value)
        // Of two nobody knows which a page has: together they are none.
        case "origin": origin = Self.joined(origin, field.value)
        // The first one is not among the fields.
        case "host": hasSecondHost = true
        case "expect":
            if field.value.lowercased() == "100-continue" { expectsContinue = true } else { hasOtherExpectation = true }
        case "content-type": contentType = field.value
        case "content-length": contentLength = field.value
        case "transfer-encoding": isChunked = true
        case "accept": accept = Self.joined(accept, field.value)
        case "if-none-match": ifNoneMatch = Self.joined(ifNoneMatch, field.value)
        case "x-request-id": requestID = field.value
        case "x-taskflow-client": client = field.value
        case "x-forwarded-for": forwardedFor = Self.joined(forwardedFor, field.value)
        case "access-control-request-method": asksForMethod = true
        default: break
        }
    }

    private static func joined(_ first: String?, _ second: String) -> String {
        first.map { "\($0), \(second)" } ?? second
    }
}

/// What is wrong with a request's head as a whole, whatever it asks for.
enum HeadFault {
    static let target = make("bad_target", at: "target", "The request's target is no path of this server")
    static let expectation = make(
        "bad_expectation", at: "expect", "The server knows the expectation 100-continue alone")

    static func host(_ message: String) -> TaskFlowError { make("bad_host", at: "host", message) }

    /// The status of such a fault; `nil` for any other.
    static func status(of error: TaskFlowError) -> HTTPResponse.Status? {
        switch error.issues.first?.type {
        case "bad_target", "bad_host": .badRequest
        case "bad_expectation": .expectationFailed
        default: nil
        }
    }

    private static func make(_ type: String, at name: String, _ message: String) -> TaskFlowError {
        .invalid([ValidationIssue(type, at: [.name("header"), .name(name)], message, input: .null)])
    }
}
