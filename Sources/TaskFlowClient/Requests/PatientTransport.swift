internal import Foundation
internal import TaskFlowOperations
internal import TaskFlowSchema

/// Why a request has no answer.
struct TransportFault: Error {
    let failure: ClientFailure
    /// Whether the connection broke before the whole answer was there.
    let isLost: Bool
    /// Whether the answer did not come in time.
    let isLate: Bool
    /// Whether no connection came about, so that nothing was sent.
    let neverConnected: Bool
}

/// Sends requests, and again those whose answer was lost, where the server does them once: they have an idempotency key, which
/// stays the same.
struct PatientTransport: Sendable {
    // Long enough for a server that is started again.
    private static let waits: [Duration] = [100, 200, 400, 800, 1500, 2000, 3000, 3000, 4000, 5000].map {
        .milliseconds($0)
    }

    private let transport: HTTPTransport
    private let pause: @Sendable (Duration) async -> Void

    init(_ transport: HTTPTransport, pause: @escaping @Sendable (Duration) async -> Void) {
        self.transport = transport
        self.pause = pause
    }

    func send(_ request: APIRequest, token: String?) async throws(ClientFailure) -> APIResponse {
        guard let key = request.key else { return try await transport.send(request, token: token) }
        var mayBeDone = false
        for wait in Self.waits {
            do throws(TransportFault) {
                let response = try await transport.attempt(request, token: token)
                guard response.isWorthRepeating(mayBeDone) else { return response }
            } catch {
                // Where nobody listens the first time, nothing was sent and nobody is on the way.
                guard error.isLost || (mayBeDone && error.neverConnected) else {
                    throw error.failure(of: key, mayBeDone)
                }
            }
            mayBeDone = true
            await pause(wait)
        }
        do throws(TransportFault) { return try await transport.attempt(request, token: token) } catch {
            throw error.failure(of: key, mayBeDone)
        }
    }
}

extension TransportFault {
    /// What to tell of it: whoever does not know whether it was done learns how to find out.
    fileprivate func failure(of key: String, _ mayBeDone: Bool) -> ClientFailure {
        guard mayBeDone || isLost || isLate, case .unreachable(let reason) = failure else { return failure }
        return .unreachable("\(reason). It may have been done: repeat it with --idempotency-key \(key)")
    }
}

extension APIResponse {
    /// Whether the same request may be answered better soon.
    ///
    /// - Parameter mayBeDone: Whether it was sent before, so that what became of it is to be found out.
    fileprivate func isWorthRepeating(_ mayBeDone: Bool) -> Bool {
        guard retryAfter != nil else { return false }
        if status == 409 { return true }
        let code = (try? JSONParser.parse(body))?["code"]?.stringValue
        return status == 503 && (mayBeDone || code == "outcome_unknown")
    }
}

extension APIRequest {
    /// The idempotency key.
    var key: String? { headers.first { $0.name == IdempotencyKey.header }?.value }

    /// Gives it a key of its own, unless it has one.
    mutating func addKey() {
        if key == nil { headers.append(Header(name: IdempotencyKey.header, value: UUID().uuidString.lowercased())) }
    }
}
