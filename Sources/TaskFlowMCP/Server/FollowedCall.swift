internal import TaskFlowSchema

/// What a client that wants to hear of a request's progress calls it.
struct ProgressToken: Sendable {
    private let json: JSON

    /// `nil` where the client does not want to hear.
    init?(_ request: RPCRequest) {
        switch request.meta?["progressToken"] {
        case .string(let text)?: json = .string(text)
        case .integer(let number)?: json = .integer(number)
        default: return nil
        }
    }

    /// Tells of a wait that goes on.
    ///
    /// - Parameter seconds: How long it has lasted; more each time.
    func notification(after seconds: Int) -> JSON {
        [
            "jsonrpc": "2.0", "method": "notifications/progress",
            "params": [
                "progressToken": json, "progress": .integer(seconds),
                "message": .string("Waited \(seconds) s; nothing yet"),
            ],
        ]
    }
}

/// A call that waits and says so now and then: notifications of progress, then the answer.
struct FollowedCall: Sendable {
    let token: ProgressToken
    /// How often the client is told.
    let interval: Duration
    /// Waits for the answer.
    let answer: @Sendable () async -> RPCReply

    var stream: MCPStream {
        MCPStream { send in
            let reply = try await withThrowingTaskGroup(of: RPCReply?.self) { group in
                group.addTask { await answer() }
                group.addTask {
                    try await tell(send)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
            try Task.checkCancellation()
            if let reply { try await send(reply.body) }
        }
    }

    private func tell(_ send: MCPStream.Send) async throws {
        let start = ContinuousClock.now
        var told = 0
        while true {
            try await Task.sleep(for: interval)
            told = max(told + 1, Int(start.duration(to: .now) / .seconds(1)))
            try await send(token.notification(after: told))
        }
    }
}
