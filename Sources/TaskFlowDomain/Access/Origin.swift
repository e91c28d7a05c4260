/// Where a call came from: the door and the request's id.
public struct Origin: Sendable {
    public let via: Via
    public let requestID: String

    public init(via: Via, requestID: String) {
        self.via = via
        self.requestID = requestID
    }
}
