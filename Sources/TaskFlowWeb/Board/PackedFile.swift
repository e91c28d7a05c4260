internal import CWebAssets
internal import HTTPTypes
internal import NIOCore
internal import Synchronization
internal import TaskFlowDomain
internal import TaskFlowHTTP

/// A file that is the same for everybody, as it is and compressed; it is compressed once, when it is first asked for so.
final class PackedFile: Endpoint {
    private let body: ByteBuffer
    private let fields: HTTPFields
    private let packed = Mutex<ByteBuffer?>(nil)
    let hash: String

    /// - Parameters:
    ///   - type: For `Content-Type`.
    ///   - caching: For `Cache-Control`.
    init(_ bytes: [UInt8], type: String, caching: String, _ more: HTTPFields = [:]) {
        body = ByteBuffer(bytes: bytes)
        hash = Self.hash(bytes)
        var fields = CommonFields.shared.with(.contentType, type).with(.cacheControl, caching)
        for field in more { fields.append(field) }
        fields[.vary] = "Accept-Encoding, Origin"
        self.fields = fields
    }

    func answer(_ call: Call) async throws(TaskFlowError) -> Answer { answer(call, .ok) }

    /// - Parameter caching: For `Cache-Control`, where it is not as always.
    func answer(_ call: Call, _ status: HTTPResponse.Status, caching: String? = nil) -> Answer {
        let isPacked = Self.takesGzip(call.headers[.acceptEncoding] ?? "")
        // Each coding has an entity tag of its own (RFC 9110, 8.8.3).
        let tag = "\"\(hash)\(isPacked ? "-gz" : "")\""
        var fields = fields.with(.eTag, tag)
        if let caching { fields[.cacheControl] = caching }
        if status == .ok, EntityTag.matches(tag, call.head.ifNoneMatch) {
            fields[.contentType] = nil
            return Answer(.notModified, fields)
        }
        if isPacked { fields[.contentEncoding] = "gzip" }
        // Whoever asks for no page at the same address is told so in JSON.
        if status == .notFound { fields[.vary] = "Accept, Accept-Encoding, Origin" }
        return Answer(status, fields, isPacked ? gzip : body)
    }

    private var gzip: ByteBuffer {
        packed.withLock { packed in
            if let packed { return packed }
            let bytes = Self.compress(Array(body.readableBytesView))
            packed = ByteBuffer(bytes: bytes)
            return ByteBuffer(bytes: bytes)
        }
    }

    private static func compress(_ bytes: [UInt8]) -> [UInt8] {
        let room = taskflow_gzip_bound(bytes.count)
        return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = taskflow_gzip(bytes, bytes.count, buffer.baseAddress, room)
        }
    }

    /// Whether `gzip` is among the codings and is not ruled out by `q=0`.
    private static func takesGzip(_ accepted: String) -> Bool {
        accepted.lowercased().split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard parts.first == "gzip" else { return false }
            return !parts.dropFirst().contains { $0 == "q=0" || $0.hasPrefix("q=0.") && $0.allSatisfy("q=0.".contains) }
        }
    }

    /// FNV-1a: tells versions apart, and guards nothing.
    static func hash(_ bytes: [UInt8]) -> String {
        String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 36)
    }
}
