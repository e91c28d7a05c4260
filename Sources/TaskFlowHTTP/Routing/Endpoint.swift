package import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
package import TaskFlowDomain

/// What answers at one method and path, or at a path with all its methods.
package protocol Endpoint: Sendable {
    /// Answers a call, or throws what refuses it.
    func answer(_ call: Call) async throws(TaskFlowError) -> Answer

    /// The answer to a refused call in the form that the endpoint's clients read. The door asks this of endpoints that have all
    /// methods of a path; the others' refusals stay as they are.
    /// - Parameters:
    ///   - answer: The door's own answer to the error, with status and fields.
    ///   - id: The request's id.
    func refusal(_ answer: Answer, for error: TaskFlowError, id: String) -> Answer
}

extension Endpoint {
    /// The door's own answer.
    package func refusal(_ answer: Answer, for error: TaskFlowError, id: String) -> Answer { answer }
}

/// A request on its way to an endpoint.
package struct Call: Sendable {
    let request: Request
    /// What the door has picked out of the request's head.
    package let head: RequestHead
    /// The request's id.
    package let id: String
    /// The path's parameters by name, decoded.
    package let parameters: [(name: String, value: String)]
    /// The connection that the request came over.
    let channel: any Channel

    /// The request's header fields.
    package var headers: HTTPFields { request.headers }
}

/// A part of the server that is served over HTTP: it brings its routes to the door.
package protocol Mount: Sendable {
    /// The names of request headers that its endpoints read and that pages of other origins may send to it, beyond those
    /// that the door knows (``CORSPolicy``).
    var requestHeaders: [String] { get }

    /// Adds its routes. It is asked once, before the port opens.
    func addRoutes(to routes: inout RouteTree, _ door: DoorParts)
}

extension Mount {
    /// None.
    package var requestHeaders: [String] { [] }
}
