internal import HTTPTypes
internal import NIOCore
internal import TaskFlowDomain
package import TaskFlowHTTP
package import TaskFlowOperations
internal import TaskFlowSchema

/// `GET /api/events`: the audit log as server-sent events (WHATWG HTML, section 9.2).
package struct EventMount: Mount {
    private let feed: EventFeed
    private let dispatcher: Dispatcher

    /// - Parameter feed: Where those who listen hear of events.
    package init(_ feed: EventFeed, dispatcher: Dispatcher) {
        self.feed = feed
        self.dispatcher = dispatcher
    }

    package var requestHeaders: [String] { [HTTPField.Name.lastEventID.rawName] }

    package func addRoutes(to routes: inout RouteTree, _ door: DoorParts) {
        routes.add(.get, "/api/events", EventEndpoint(feed: feed, dispatcher: dispatcher, door: door))
    }
}

private struct EventEndpoint: Endpoint {
    let feed: EventFeed
    let dispatcher: Dispatcher
    let door: DoorParts

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        let (credential, via) = try await door.credentials.find(call.head)
        let caller = try await dispatcher.admit(credential, origin: Origin(via: via, requestID: call.id))
        do throws(TaskFlowError) {
            let subscription = try await feed.open(
                try request(call), lastEventID: call.headers[.lastEventID], as: credential,
                origin: caller.actor.origin)
            var answer = Answer(stream(of: subscription, to: call))
            answer.actor = caller.actor.workerID
            answer.quota = caller.quota
            return answer
        } catch {
            throw error.by(caller.actor, caller.quota)
        }
    }

    private func request(_ call: Call) throws(TaskFlowError) -> EventRequest {
        var issues = Issues()
        var arguments = Arguments()
        arguments.read(call.head.query)
        guard let request = EventRequest.schema.decode(arguments, into: &issues) else { throw .invalid(issues.all) }
        return request
    }

    private func stream(of subscription: EventSubscription, to call: Call) -> EventStream {
        EventStream(pacedTo: call, door) { send in
            try await subscription.run { signal in try await send(signal.frames) }
            // The server stops, or the client was too slow: it goes on from its cursor, here or elsewhere, in a moment.
            try await send(EventFrame(retry: 3_000).bytes)
        }
    }
}

extension EventSignal {
    /// The signal on the wire.
    fileprivate var frames: ByteBuffer {
        switch self {
        case .begun(let cursor): EventFrame(id: cursor.description).bytes
        // The comment keeps the connection open through what stands between; the id moves the client's cursor silently.
        case .idle(let cursor): EventFrame(id: cursor.description, comment: "").bytes
        case .reset(let cursor): EventFrame(event: "reset", id: cursor.description, data: "{}").bytes
        case .sight(let cursor): EventFrame(event: "sight", id: cursor.description, data: "{}").bytes
        case .expired: EventFrame(event: "auth_expired", data: "{}").bytes
        // The subscription's own affair.
        case .behind: ByteBuffer()
        case .events(let batch): ByteBuffer(bytes: batch.rendered(render))
        }
    }

    private func render(_ batch: EventBatch) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(batch.items.reduce(0) { $0 + $1.json.count + 100 })
        for item in batch.items {
            bytes += "event: \(item.action)\nid: \(batch.cursor(of: item))\ndata: ".utf8
            bytes += item.json
            bytes += "\n\n".utf8
        }
        return bytes
    }
}

extension HTTPField.Name {
    fileprivate static let lastEventID = known("Last-Event-ID")
}
