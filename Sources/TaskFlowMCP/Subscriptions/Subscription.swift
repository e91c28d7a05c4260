internal import TaskFlowOperations
internal import TaskFlowSchema

/// One listener: what `subscriptions/listen` answers, from the acknowledgement to the final result.
struct Subscription: Sendable {
    let id: RequestID
    let filter: SubscriptionFilter
    let changes: ChangeSubscription
    let info: ServerInfo

    var stream: MCPStream {
        MCPStream { send in
            try await send(notification("notifications/subscriptions/acknowledged", ["notifications": filter.json]))
            for await batch in changes {
                for message in messages(of: batch) { try await send(message) }
            }
            try Task.checkCancellation()
            // The server ended the changes, because it shuts down or the credential is no longer valid. The final result tells
            // that apart from a lost connection.
            try await send(RPCReply(result: MethodResult(["_meta": tag]).object(in: .modern, info), to: id).body)
        }
    }

    /// Every message carries the request's id, of the type that the client gave it.
    private var tag: JSON { [Envelope.subscriptionID: id.json] }

    private func messages(of batch: ChangeBatch) -> [JSON] {
        let news = filter.news(in: batch)
        let list = news.isListChanged ? [notification("notifications/resources/list_changed", [:])] : []
        return list
            + news.updated.map { notification("notifications/resources/updated", ["uri": .string($0.text)]) }
    }

    private func notification(_ method: String, _ params: JSONObject) -> JSON {
        var params = params
        params["_meta"] = tag
        return ["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]
    }
}
