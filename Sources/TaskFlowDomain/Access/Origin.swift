/// Where a call came from: the door and the request's id.
package struct Origin: Sendable {
    package let via: Via
    package let requestID: String

    package init(via: Via, requestID: String) {
        self.via = via
        self.requestID = requestID
    }
}
