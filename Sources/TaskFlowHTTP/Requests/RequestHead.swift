internal import HTTPTypes
internal import TaskFlowDomain

/// The parts of a request's head that the door looks at, picked out in one pass over its fields.
struct RequestHead: Sendable {
    let method: HTTPRequest.Method
    /// The path as it was sent, percent-encoded; one slash at its end is left out, for it says nothing.
    let path: Substring
    /// What follows the question mark, as it was sent.
    let query: Substring
    let host: String?
    private(set) var authorization: String?
    private(set) var authorizations = 0
    private(set) var cookies: [String] = []
    private(set) var origin: String?
    private(set) var contentType: String?
    private(set) var contentLength: String?
    private(set) var isChunked = false
    private(set) var accept: String?
    private(set) var requestID: String?
    private(set) var client: String?
    private(set) var ifNoneMatch: String?
    private(set) var asksForMethod = false
    private(set) var forwardedFor: String?
    /// Whether the client waits with the body until it is told to go on.
    private(set) var expectsContinue = false
    private var hasOtherExpectation = false
    private var hasSecondHost = false
    /// Whether it is from a client that has failed to sign in too often of late.
    var isHeld = false

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
