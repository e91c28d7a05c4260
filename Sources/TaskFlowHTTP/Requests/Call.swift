internal import Hummingbird
internal import NIOCore

/// A request on its way to an endpoint.
struct Call: Sendable {
    let request: Request
    let head: RequestHead
    /// The request's id.
    let id: String
    /// The path's parameters by name, decoded.
    let parameters: [(name: String, value: String)]
    /// The connection it came over.
    let channel: any Channel
}
