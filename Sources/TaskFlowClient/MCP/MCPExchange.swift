internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import TaskFlowSchema

/// One message's way to the server, and the answer's way back.
struct MCPExchange: Sendable {
    private static let largestAnswer = 64 << 20

    let call: MCPCall
    let bridge: MCPBridge

    private var message: MCPMessage { call.message }

    func run() async {
        do throws(ClientFailure) { try await pass() } catch {
            // The outbox drops lines of a call that was cancelled.
            fail(error.message)
        }
    }

    /// Passes the message on, anew for some seconds while no connection comes about: then nothing was sent, so nothing can have
    /// been begun. So it is where the answer to a call with an idempotency key is lost. Whatever else goes wrong is told.
    private func pass() async throws(ClientFailure) {
        let end = ContinuousClock.now + bridge.patience
        var mayBeDone = false
        while true {
            let settings: ClientSettings
            do throws(UsageError) { settings = try bridge.settings() } catch { throw .usage(error) }
            do { return try await post(settings) } catch let failure as ClientFailure { throw failure } catch {
                let failure = ClientFailure.transport(error, settings.address, seconds: MCPTransport.silence)
                let neverConnected = WebExchange.neverConnected(error)
                mayBeDone = mayBeDone || !neverConnected
                let isRepeated = neverConnected || (message.isRepeatable && WebExchange.isLost(error))
                guard isRepeated, ContinuousClock.now < end, !Task.isCancelled else {
                    throw mayBeDone ? .unreachable("\(failure.message). \(Self.look)") : failure
                }
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
    }

    private func post(_ settings: ClientSettings) async throws {
        let response = try await respond(settings)
        let type = response.headers.first(name: "content-type")?.lowercased() ?? ""
        if response.status == .ok, type.hasPrefix("text/event-stream") {
            try await stream(response, settings)
        } else {
            let body = try await response.body.collect(upTo: Self.largestAnswer)
            answer(Int(response.status.code), Array(body.readableBytesView), settings)
        }
    }

    /// The answer's head. A sign-in at an SSO is kept fresh, as for commands: after a 401 the server has done nothing, so
    /// sending the message again with a new token repeats nothing.
    private func respond(_ settings: ClientSettings) async throws -> HTTPClientResponse {
        let renewal = SignInRenewal(settings)
        guard let token = try await renewal.token() ?? settings.token else { throw settings.notSignedIn }
        let response = try await send(to: settings.address, token)
        guard response.status == .unauthorized, let next = try await renewal.token(after: token) else {
            return response
        }
        _ = try await response.body.collect(upTo: Self.largestAnswer)
        return try await send(to: settings.address, next)
    }

    private func send(to address: ServerAddress, _ token: String) async throws -> HTTPClientResponse {
        try await bridge.transport.post(message, negotiated: bridge.revision, to: address, token: token)
    }

    private func answer(_ status: Int, _ body: [UInt8], _ settings: ClientSettings) {
        let refusal = status == 401 ? settings.rejection : nil
        if let line = MCPReply.line(body, for: message.id, note: refusal) {
            if message.method == "initialize" { bridge.learn(line) }
            if message.awaitsAnswer { return bridge.outbox.send(line, of: call) }
        }
        if status == 202 || status == 204, !message.awaitsAnswer { return }
        let said = APIResponse(status: status, body: body, link: "", total: nil).refusal
        fail(explanation(status, said, settings), status: status)
    }

    private func stream(_ response: HTTPClientResponse, _ settings: ClientSettings) async throws {
        var parser = EventStreamParser()
        var isAnswered = false
        for try await piece in response.body {
            for event in parser.add(piece.readableBytesView).map(\.data) where !event.isEmpty {
                isAnswered = isAnswered || MCPReply.isAnswer(event, to: message.id)
                bridge.outbox.send(MCPReply.oneLine(event), of: call)
            }
            if parser.held > Self.largestAnswer { break }
        }
        if isAnswered || !message.awaitsAnswer { return }
        fail("\(settings.address.text) ended the answer before it was whole. \(MCPExchange.look)")
    }

    private func explanation(_ status: Int, _ said: String, _ settings: ClientSettings) -> String {
        switch status {
        case 401: "\(settings.rejection) (\(said))"
        case 404, 405: "\(settings.address.text) has no /mcp (status \(status)): is TASKFLOW_URL a TaskFlow server?"
        case 200..<300: "\(settings.address.text) answered what is no MCP message: is TASKFLOW_URL a TaskFlow server?"
        default: "\(settings.address.text) refused the call: \(said)"
        }
    }

    private func fail(_ text: String, status: Int? = nil) {
        guard message.awaitsAnswer else { return bridge.note("\(message.method ?? "a message"): \(text)") }
        let data: JSONObject? = status.map { ["http_status": .integer($0)] }
        bridge.outbox.send(MCPReply.error(message.id, MCPReply.transportFault, text, data: data), of: call)
    }

    static let look = "It may have been done all the same: look before you call again"
}
