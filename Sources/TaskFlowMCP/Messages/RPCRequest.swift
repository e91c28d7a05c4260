public import TaskFlowSchema

/// A request: what is asked for, and the id its answer carries.
public struct RPCRequest: Sendable, Equatable {
    public let id: RequestID
    public let method: String
    public let params: JSONObject

    /// `params._meta`, when it is an object.
    var meta: JSONObject? { params["_meta"]?.objectValue }
}
