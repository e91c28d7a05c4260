internal import HTTPTypes
internal import NIOCore
package import TaskFlowDomain

/// Bytes that are the same for everybody until the program changes: the OpenAPI document, pages, their scripts.
package struct StaticContent: Endpoint {
    private let body: ByteBuffer
    private let fields: HTTPFields
    private let tag: String

    /// - Parameters:
    ///   - type: The media type, for `Content-Type`.
    ///   - policy: The Content-Security-Policy, for pages.
    ///   - isVersioned: Whether browsers keep it for a day without asking.
    package init(_ bytes: [UInt8], type: String, policy: String? = nil, isVersioned: Bool = false) {
        body = ByteBuffer(bytes: bytes)
        tag = "\"" + String(Self.hash(bytes), radix: 16) + "\""
        // An asset's address stays while its bytes may change with the next version: a day, then ask.
        let caching = isVersioned ? "public, max-age=86400" : "public, no-cache"
        var fields = CommonFields.shared.with(.cacheControl, caching)
        fields.append(.contentType, type)
        fields.append(.eTag, tag)
        if let policy { fields.append(.contentSecurityPolicy, policy) }
        self.fields = fields
    }

    package func answer(_ call: Call) async throws(TaskFlowError) -> Answer {
        if EntityTag.matches(tag, call.head.ifNoneMatch) {
            var fields = fields
            fields[.contentType] = nil
            return Answer(.notModified, fields)
        }
        return Answer(.ok, fields, body)
    }

    /// FNV-1a: tells versions apart, and guards nothing.
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
