internal import HTTPTypes

/// The fields that answers have in common, put together once.
enum CommonFields {
    /// On every answer.
    static let bare: HTTPFields = [
        .xContentTypeOptions: "nosniff",
        .referrerPolicy: "no-referrer",
        .xFrameOptions: "DENY",
        .vary: "Origin",
        .cacheControl: "no-store",
    ]

    /// On answers with a JSON body that may change at any time.
    static let json = bare.with(.contentType, "application/json")

    /// On answers with an entity tag: a browser may keep them, but must ask.
    static let tagged = json.with(.cacheControl, "private, no-cache")

    /// On answers that are the same for everybody and change with the program alone.
    static let shared = bare.with(.cacheControl, "public, no-cache")
}

extension HTTPFields {
    /// The fields with one of them set.
    func with(_ name: HTTPField.Name, _ value: String) -> HTTPFields {
        var fields = self
        fields[name] = value
        return fields
    }

    /// Appends a field whose name is known to be new.
    mutating func append(_ name: HTTPField.Name, _ value: String) { append(HTTPField(name: name, value: value)) }
}
