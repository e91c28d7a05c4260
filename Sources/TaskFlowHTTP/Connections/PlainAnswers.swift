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
            guard let length = Self.plainLength(of: head) else {
                isPlain = false
                return .pass
            }
            isPlain = true
            pending = Self.bytes(of: head, length, allocator)
            return .wait
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

    /// How many bytes the fields take; `nil` where something would have to be added to the head or taken from it for the answer
    /// to be framed well.
    private static func plainLength(of head: HTTPResponse) -> Int? {
        guard head.status.code >= 200, head.status != .noContent, head.status != .notModified else { return nil }
        var (length, hasLength) = (0, false)
        for field in head.headerFields {
            if field.name == .contentLength { hasLength = true }
            if field.name == .transferEncoding { return nil }
            length += field.name.rawName.utf8.count + field.value.utf8.count + 4
        }
        return hasLength ? length : nil
    }

    private static func bytes(of head: HTTPResponse, _ length: Int, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        // The reason is NIO's own, as in the answers that it encodes.
        let status = HTTPResponseStatus(statusCode: head.status.code, reasonPhrase: head.status.reasonPhrase)
        let line = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n"
        let whole = line.utf8.count + length + 2
        var bytes = allocator.buffer(capacity: whole + copied / 8)
        bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: whole) { target in
            var target = target[...]
            put(line, into: &target)
            for field in head.headerFields {
                put(field.name.rawName, into: &target)
                put(": ", into: &target)
                put(field.value, into: &target)
                put("\r\n", into: &target)
            }
            put("\r\n", into: &target)
            return target.startIndex
        }
        return bytes
    }

    private static func put(_ text: String, into target: inout Slice<UnsafeMutableRawBufferPointer>) {
        var text = text
        text.withUTF8 { utf8 in
            UnsafeMutableRawBufferPointer(rebasing: target).copyMemory(from: UnsafeRawBufferPointer(utf8))
            target = target.dropFirst(utf8.count)
        }
    }
}
