internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization
internal import TaskFlowDomain

/// Answers every request: finds its endpoint, and adds in one place what all answers have.
struct DoorResponder {
    private let routes: RouteTree
    private let credentials: CredentialFinder
    private let origins: OriginRules
    private let cors: CORSPolicy
    private let log: RequestLog
    private let challenge: BearerChallenge
    private let throttle: SignInThrottle?
    private let rateLimit: RateLimitFields?

    /// - Parameter callsPerMinute: What each actor has; `nil` where nobody is held to a number.
    init(_ mounts: [any Mount], _ parts: DoorParts, _ callsPerMinute: Int?, _ logger: Logger) {
        var routes = RouteTree()
        for mount in mounts { mount.addRoutes(to: &routes, parts) }
        self.routes = routes
        credentials = parts.credentials
        origins = parts.origins
        cors = CORSPolicy(parts.origins, requestHeaders: mounts.flatMap(\.requestHeaders))
        log = RequestLog(logger: logger)
        challenge = BearerChallenge(parts.resource)
        throttle = SignInThrottle(parts.settings)
        rateLimit = callsPerMinute.map(RateLimitFields.init)
    }

    /// Answers a request, once and wholly, through its connection's writer.
    @concurrent
    func respond(to request: Request, by writer: consuming ResponseWriter, on channel: any Channel) async throws {
        let start = NIODeadline.now()
        var head = RequestHead(request.head)
        head.isHeld = throttle?.holds(head, from: channel) ?? false
        let id = CallID.of(head)
        var (answer, template) = await answer(request, head, id, channel)
        answer.headers.append(DateField.now())
        answer.headers.append(.requestID, id)
        if let quota = answer.quota { rateLimit?.add(quota, to: &answer.headers) }
        cors.add(to: &answer.headers, for: head)
        log.note(answer, head.method, template, id, since: start)
        let (response, body) = answer.parts(toHead: head.method == .head, on: channel)
        do {
            try await writer.write(response: response, body: body)
        } catch is HTTPParserError {
            // Hummingbird answers that one with a 400, and an answer is on its way already.
            throw BrokenRequest()
        }
    }

    private func answer(_ request: Request, _ head: RequestHead, _ id: String, _ channel: any Channel) async -> (
        Answer, template: String?
    ) {
        let match = routes.match(head.path)
        let template = match?.resource.template
        do throws(TaskFlowError) {
            if let fault = head.fault { throw fault }
            if match?.resource.master == nil { try origins.checkLocal(head) }
            let allow = match?.resource.allow ?? "GET, HEAD"
            if let preflight = cors.preflight(head, allow: allow) { return (preflight, template) }
            guard let match else { return (try await elsewhere(request, head, id, channel), nil) }
            if let master = match.resource.master {
                let call = Call(request: request, head: head, id: id, parameters: [], channel: channel)
                return (try await master.answer(call), template)
            }
            guard let (endpoint, names) = match.resource.endpoint(for: head.method) else {
                return (otherMethod(match.resource, head, id), template)
            }
            let parameters = zip(names, match.values).map { (name: $0, value: $1) }
            let call = Call(request: request, head: head, id: id, parameters: parameters, channel: channel)
            let answer = try await endpoint.answer(call)
            if let refusal = answer.refusedSignIn { try count(refusal, head, channel) }
            return (answer, template)
        } catch {
            let error = throttle?.judge(error, to: head, from: channel) ?? error
            let answer = refusal(error, head, id)
            return (match?.resource.master?.refusal(answer, for: error, id: id) ?? answer, template)
        }
    }

    /// A page for people who ask for one; everybody else is told that there is nothing.
    private func elsewhere(
        _ request: Request, _ head: RequestHead, _ id: String, _ channel: any Channel
    ) async throws(TaskFlowError) -> Answer {
        let isPage = head.method == .get || head.method == .head
        let place = head.path.split(separator: "/", maxSplits: 1).first.map(String.init) ?? ""
        guard isPage, let page = routes.pageElsewhere, MediaTypes.accepts("text/html", head.accept),
            head.accept?.lowercased().contains("text/html") == true, !["api", "mcp", "docs", "assets"].contains(place)
        else { throw TaskFlowError(.notFound, "Not Found") }
        return try await page.answer(
            Call(request: request, head: head, id: id, parameters: [], channel: channel))
    }

    /// Counts a refused sign-in that its endpoint answers itself; one too many is refused in its place.
    private func count(
        _ refusal: TaskFlowError, _ head: RequestHead, _ channel: any Channel
    ) throws(TaskFlowError) {
        let judged = throttle?.judge(refusal, to: head, from: channel)
        guard let judged, judged.code == .rateLimited else { return }
        throw judged
    }

    private func refusal(_ error: TaskFlowError, _ head: RequestHead, _ id: String) -> Answer {
        let hasCredential = credentials.hasCredential(head)
        let challenge = challenge.value(for: error, at: head.path, hasCredential: hasCredential)
        return Answer(error, to: head, id: id, challenge: challenge)
    }

    private func otherMethod(_ resource: Resource, _ head: RequestHead, _ id: String) -> Answer {
        var answer = Answer(.noContent)
        if head.method != .options {
            let error = TaskFlowError(.methodNotAllowed, "Method Not Allowed")
            answer = Answer(error, to: head, id: id)
        }
        answer.headers.append(.allow, resource.allow)
        return answer
    }
}

/// That a request turned out to be no HTTP while it was answered: its connection ends.
private struct BrokenRequest: Error {}

/// The id that a request carries through logs and audit rows.
private enum CallID {
    /// The caller's own id when it is sane, else a new one.
    static func of(_ head: RequestHead) -> String {
        if let id = head.requestID, isSane(id) { return id }
        return new()
    }

    /// Random once for each process and different for each request: the numbers are counted up, and mixed so that each gives
    /// another that looks like any (SplitMix64). To ask the system for randomness each time would be a call of it.
    private static func new() -> String {
        let count = counter.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        var number = (count ^ count >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return text(number ^ number >> 31)
    }

    private static let counter = Atomic(UInt64.random(in: .min ... .max))

    /// 13 characters: short enough to be stored inline.
    private static func text(_ number: UInt64) -> String {
        String(unsafeUninitializedCapacity: 13) { digits in
            for index in 0..<13 {
                let digit = UInt8(truncatingIfNeeded: number >> (5 * UInt64(index)) & 31)
                digits[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 13
        }
    }

    private static func isSane(_ id: String) -> Bool {
        (1...128).contains(id.utf8.count) && id.utf8.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "-"): true
        default: false
        }
    }
}

/// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers, structured fields of RFC 9651): what is left of
/// the caller's calls in the present window, and what the window is.
private struct RateLimitFields: Sendable {
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
