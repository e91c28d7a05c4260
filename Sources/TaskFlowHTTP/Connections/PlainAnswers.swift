internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Writes answers whose length is known as bytes, in one piece where they are short. Nearly all answers are such; NIO's encoder,
/// which has to be ready for others, takes several times as long, and is left those.
struct PlainAnswers {
    /// Bodies up to this many bytes are copied behind their head; longer ones follow it as they are.
    private static let copied = 16 << 10

    /// What has been made and not been written yet.
    private var pending: ByteBuffer?
    /// Whether the answer that is being written is one of these.
    private var isPlain = false

    /// What to do with a part of an answer.
    enum Action {
        /// The part belongs to an answer that is left to NIO's encoder.
        case pass
        /// Nothing yet: more of the answer follows.
        case wait
        /// Write these bytes.
        case write(ByteBuffer)
        /// Write these bytes, and then those.
        case writeBoth(ByteBuffer, ByteBuffer)
    }

    /// - Parameter allocator: Where the bytes are put.
    mutating func take(_ part: HTTPResponsePart, _ allocator: ByteBufferAllocator) -> Action {
        switch part {
        case .head(let head):
            pending = Self.bytes(of: head, allocator)
            isPlain = pending != nil
            return isPlain ? .wait : .pass
        case .body(let body): return isPlain ? take(body) : .pass
        case .end(let trailers):
            guard isPlain, trailers == nil else { return .pass }
            return takePending().map { .write($0) } ?? .wait
        }
    }

    /// What has to be written before the connection is flushed.
    mutating func takePending() -> ByteBuffer? {
        defer { pending = nil }
        return pending
    }

    private mutating func take(_ body: ByteBuffer) -> Action {
        guard var head = takePending() else { return .write(body) }
        guard body.readableBytes <= Self.copied else { return .writeBoth(head, body) }
        head.writeImmutableBuffer(body)
        pending = head
        return .wait
    }

    /// The bytes of a head that is framed well as it is and not unusually long; `nil` of any other.
    private static func bytes(of head: HTTPResponse, _ allocator: ByteBufferAllocator) -> ByteBuffer? {
        guard head.status.code >= 200, head.status != .noContent, head.status != .notModified else { return nil }
        var bytes = allocator.buffer(capacity: headRoom + headRoom)
        let count = bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: headRoom) { target in
            var writing = HeadWriting(UnsafeMutableRawBufferPointer(rebasing: target[..<headRoom]))
            return writing.write(head) ? writing.count : 0
        }
        return count > 0 ? bytes : nil
    }

    private static let headRoom = 2048
}

/// Writes a head into memory of a fixed size.
private struct HeadWriting {
    private let target: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(_ target: UnsafeMutableRawBufferPointer) { self.target = target }

    /// Answers whether there was room for it, and whether its fields say how long the body is.
    mutating func write(_ head: HTTPResponse) -> Bool {
        // The reason is NIO's own, as in the answers that it encodes.
        let status = HTTPResponseStatus(statusCode: head.status.code, reasonPhrase: head.status.reasonPhrase)
        guard put("HTTP/1.1 " as StaticString), put(String(status.code)), put(" " as StaticString),
            put(status.reasonPhrase), put(Self.line)
        else { return false }
        var hasLength = false
        for field in head.headerFields {
            let name = field.name
            switch name.rawName.utf8.count {
            case 14: hasLength = hasLength || name == .contentLength
            case 17: if name == .transferEncoding { return false }
            default: break
            }
            guard put(name.rawName), put(": " as StaticString), put(field.value), put(Self.line) else { return false }
        }
        return hasLength && put(Self.line)
    }

    private static let line: StaticString = "\r\n"

    private mutating func put(_ text: StaticString) -> Bool {
        put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func put(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { put(UnsafeRawBufferPointer($0)) }
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard target.count - count >= bytes.count else { return false }
        UnsafeMutableRawBufferPointer(rebasing: target[count...]).copyMemory(from: bytes)
        count += bytes.count
        return true
    }
}
