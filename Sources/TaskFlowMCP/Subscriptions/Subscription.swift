internal import ServiceLifecycle
internal import TaskFlowDomain
internal import TaskFlowSchema

/// One listener: what `subscriptions/listen` answers, from the acknowledgement to the final result.
struct Subscription: Sendable {
    let id: RequestID
    let filter: SubscriptionFilter
    let caller: MCPCaller
    let changes: any ResourceChanges
    let info: ServerInfo

    var stream: MCPStream {
        MCPStream { send in
            // Heard from before the acknowledgement is sent: nothing falls between the two.
            let changes = try await changes.changes(for: caller.credential, origin: caller.actor.origin)
            try await send(notification("notifications/subscriptions/acknowledged", ["notifications": filter.json]))
            for await change in changes.cancelOnGracefulShutdown() where filter.admits(change) {
                try await send(message(change))
            }
            try Task.checkCancellation()
            // The server ends it: that is no lost connection, and the listener is told so.
            try await send(RPCReply(result: MethodResult(["_meta": tag]).object(in: .modern, info), to: id).body)
        }
    }

    /// Every message carries the request's id, in its own type.
    private var tag: JSON { [Envelope.subscriptionID: id.json] }

    private func message(_ change: ResourceChange) -> JSON {
        switch change {
        case .updated(let uri): notification("notifications/resources/updated", ["uri": .string(uri.text)])
        case .listChanged: notification("notifications/resources/list_changed", [:])
        }
    }

    private func notification(_ method: String, _ params: JSONObject) -> JSON {
        var params = params
        params["_meta"] = tag
        return ["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]
    }
}
