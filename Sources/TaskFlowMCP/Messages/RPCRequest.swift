package import TaskFlowSchema

/// A request: what is asked for, and the id its answer carries.
package struct RPCRequest: Sendable, Equatable {
    package let id: RequestID
    package let method: String
    package let params: JSONObject

    /// `params._meta`, when it is an object.
    var meta: JSONObject? { params["_meta"]?.objectValue }
}
