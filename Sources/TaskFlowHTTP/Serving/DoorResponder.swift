internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TaskFlowDomain

/// Answers every request: finds its endpoint, and adds in one place what all answers have.
struct DoorResponder: HTTPResponder {
    let routes: RouteTree
    let credentials: CredentialFinder
    let origins: OriginRules
    let cors: CORSPolicy
    let log: RequestLog
    let challenge: BearerChallenge
    let throttle: SignInThrottle?
    let rateLimit: RateLimitFields?

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let start = NIODeadline.now()
        var head = RequestHead(request.head)
        head.isHeld = throttle?.holds(head, from: context) ?? false
        let id = CallID.of(head)
        var (answer, template) = await answer(request, head, id, context)
        answer.headers.append(.requestID, id)
        if let quota = answer.quota { rateLimit?.add(quota, to: &answer.headers) }
        cors.add(to: &answer.headers, for: head)
        log.note(answer, head.method, template, id, since: start)
        return answer.response(toHead: head.method == .head, on: context.channel)
    }

    private func answer(_ request: Request, _ head: RequestHead, _ id: String, _ peer: ConnectionContext) async -> (
        Answer, template: String?
    ) {
        let match = routes.match(head.path)
        let template = match?.resource.template
        do throws(TaskFlowError) {
            if let fault = head.fault { throw fault }
            if match?.resource.master == nil { try origins.checkLocal(head) }
            let allow = match?.resource.allow ?? "GET, HEAD"
            if let preflight = cors.preflight(head, allow: allow) { return (preflight, template) }
            guard let match else { throw TaskFlowError(.notFound, "Not Found") }
            if let master = match.resource.master {
                let call = Call(request: request, head: head, id: id, parameters: [], channel: peer.channel)
                return (try await master.answer(call), template)
            }
            guard let (endpoint, names) = match.resource.endpoint(for: head.method) else {
                return (otherMethod(match.resource, head, id), template)
            }
            let parameters = zip(names, match.values).map { (name: $0, value: $1) }
            let call = Call(request: request, head: head, id: id, parameters: parameters, channel: peer.channel)
            return (try await endpoint.answer(call), template)
        } catch {
            let error = throttle?.judge(error, to: head, from: peer) ?? error
            let answer = refusal(error, head, id)
            // Clients of MCP read JSON-RPC alone.
            return (template == MCPEndpoint.path ? answer.asRPC(error, id: id) : answer, template)
        }
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
