internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes
package import TaskFlowDomain
package import TaskFlowSchema

/// Reads a request's body within its limit and makes arguments of it.
package struct BodyReader: Sendable {
    private let limit: Int
    private let values: Int

    /// - Parameters:
    ///   - limit: In bytes.
    ///   - values: How many JSON values a body may hold.
    package init(limit: Int, values: Int = .max) { (self.limit, self.values) = (limit, values) }

    /// What was sent as the body. What is wrong with its text is left to the dispatcher, which says so only to those
    /// who may call; a body that is too large is refused before it is read.
    package func read(_ call: Call) async throws(TaskFlowError) -> Arguments.Body {
        let expected = try length(call.head)
        if expected == 0 { return .absent }
        if call.head.expectsContinue { await askForBody(call.channel) }
        let buffer = try await collect(call.request.body)
        // A body that ends early never counts as the whole.
        if let expected, buffer.readableBytes != expected { return .invalid(Self.unreadable) }
        if buffer.readableBytes == 0 { return .absent }
        return MediaTypes.isJSON(call.head.contentType) ? json(buffer) : text(buffer)
    }

    /// The fault of a body that is no text at all: FastAPI answers 400 instead of 422.
    static let unreadable = ValidationIssue(
        "unreadable_body", at: [.name("body")], "There was an error parsing the body", input: .null)

    /// The length the head announces: 0 when there is no body, `nil` when only its end will tell.
    private func length(_ head: RequestHead) throws(TaskFlowError) -> Int? {
        if head.isChunked { return nil }
        guard let announced = head.contentLength else { return 0 }
        guard let length = Int(announced), length <= limit else { throw tooLarge }
        return length
    }

    /// Tells a client that waits with its body to send it. Where it has gone away, that is found out soon enough.
    private func askForBody(_ channel: any Channel) async {
        try? await channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue))).get()
    }

    private func collect(_ body: RequestBody) async throws(TaskFlowError) -> ByteBuffer {
        do {
            return try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch {
            // The connection broke: whatever is answered reaches nobody.
            throw TaskFlowError.invalid([Self.unreadable])
        }
    }

    private var tooLarge: TaskFlowError {
        TaskFlowError(.payloadTooLarge, "The body is larger than \(limit) bytes")
    }

    private func json(_ buffer: ByteBuffer) -> Arguments.Body {
        do throws(JSONSyntaxError) {
            return .json(try JSONParser.parse(buffer.readableBytesView, values: values))
        } catch {
            if error.isEncodingError { return .invalid(Self.unreadable) }
            return .invalid(
                ValidationIssue(
                    "json_invalid", at: [.name("body"), .index(error.offset)], "JSON decode error", input: [:],
                    context: ["error": .string(error.message)]))
        }
    }

    /// FastAPI hands a body of another type on as text, which then is no object.
    private func text(_ buffer: ByteBuffer) -> Arguments.Body {
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
            return .invalid(Self.unreadable)
        }
        return .json(.string(text))
    }
}
