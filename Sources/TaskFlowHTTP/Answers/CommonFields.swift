package import HTTPTypes

/// The fields that answers have in common, put together once.
package enum CommonFields {
    /// On every answer.
    package static let bare: HTTPFields = [
        .xContentTypeOptions: "nosniff",
        .referrerPolicy: "no-referrer",
        .xFrameOptions: "DENY",
        .vary: "Origin",
        .cacheControl: "no-store",
    ]

    /// On answers with a JSON body that may change at any time.
    package static let json = bare.with(.contentType, "application/json")

    /// On answers with an entity tag: a browser may keep them, but must ask.
    package static let tagged = json.with(.cacheControl, "private, no-cache")

    /// On answers that are the same for everybody and change with the program alone.
    package static let shared = bare.with(.cacheControl, "public, no-cache")
}

extension HTTPFields {
    /// The fields with one of them set.
    package func with(_ name: HTTPField.Name, _ value: String) -> HTTPFields {
        var fields = self
        fields[name] = value
        return fields
    }

    /// Appends a field whose name is known to be new.
    package mutating func append(_ name: HTTPField.Name, _ value: String) {
        append(HTTPField(name: name, value: value))
    }
}

extension HTTPField.Name {
    static let rateLimit = known("RateLimit")
    static let rateLimitPolicy = known("RateLimit-Policy")
    static let referrerPolicy = known("Referrer-Policy")
    static let requestID = known("X-Request-ID")
    static let xAccelBuffering = known("X-Accel-Buffering")
    static let xFrameOptions = known("X-Frame-Options")

    /// The name of a field that the program itself writes down; one that cannot be a name stops it.
    package static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not a field name: \(name)") }
        return name
    }
}
