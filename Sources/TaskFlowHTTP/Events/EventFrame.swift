package import NIOCore

/// One frame of an event stream (WHATWG HTML, section 9.2): an event, or a comment.
package struct EventFrame: Sendable, Equatable {
    /// The event's name; `nil` for the default, `message`.
    package var event: String?
    /// What a client that connects again sends as `Last-Event-ID`.
    package var id: String?
    /// The event's text, of one line or more; a frame without it is no event to a client.
    package var data: String?
    /// How long a client waits before it connects again, in milliseconds.
    package var retry: Int?
    /// What clients leave out of account, of one line or more.
    package var comment: String?

    /// A frame of the fields that are given.
    package init(
        event: String? = nil, id: String? = nil, data: String? = nil, retry: Int? = nil, comment: String? = nil
    ) {
        (self.event, self.id, self.data) = (event, id, data)
        (self.retry, self.comment) = (retry, comment)
    }

    /// The frame as it stands on the wire.
    package var bytes: ByteBuffer {
        var buffer = ByteBuffer()
        if let comment { write(":", comment, to: &buffer) }
        if let event { write("event: ", event, to: &buffer) }
        if let id { write("id: ", id, to: &buffer) }
        if let retry { buffer.writeString("retry: \(retry)\n") }
        if let data { write("data: ", data, to: &buffer) }
        buffer.writeString("\n")
        return buffer
    }

    // A line break would end the field: each line of a text is a field of its own, as clients put `data` together again.
    private func write(_ field: String, _ text: String, to buffer: inout ByteBuffer) {
        guard text.utf8.contains(where: Self.isBreak) else {
            buffer.writeString(field)
            buffer.writeString(text)
            buffer.writeString("\n")
            return
        }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: Self.isBreak) {
            buffer.writeString(field)
            buffer.writeSubstring(line)
            buffer.writeString("\n")
        }
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

    private static func isBreak(_ mark: Character) -> Bool { ["\n", "\r", "\r\n"].contains(mark) }
}
