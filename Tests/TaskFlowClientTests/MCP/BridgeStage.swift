import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import TaskFlowSchema
import Testing

@testable import TaskFlowClient

/// A bridge whose client is the test.
final class BridgeStage: Sendable {
    private let console = RecordedConsole()
    private let feed: AsyncStream<InputLine>.Continuation
    private let lines: AsyncStream<InputLine>
    private let bridge: MCPBridge

    init(
        _ address: String, token: String? = "tfl_test", data: String = "/nowhere", patience: Duration = .zero,
        grace: Duration = .seconds(5)
    ) {
        (lines, feed) = AsyncStream.makeStream()
        var environment = ["TASKFLOW_URL": address, "TASKFLOW_DATA": data]
        environment["TASKFLOW_TOKEN"] = token
        let variables = environment
        let console = console.console()
        bridge = MCPBridge(
            settings: { () throws(UsageError) in try ClientSettings(ClientOptions(), environment: variables) },
            patience: patience, grace: grace, output: console.writeOutput, log: console.note)
    }

    func send(_ text: String) { feed.yield(.text(Array(text.utf8))) }
    func send(_ line: InputLine) { feed.yield(line) }
    func endInput() { feed.finish() }
    func run() async { await bridge.run(lines) }

    var log: String { console.error }
    var written: [String] { console.output.split(separator: "\n").map(String.init) }

    /// The lines written so far, parsed.
    var answers: [JSON] { written.compactMap { try? JSONParser.parse($0.utf8) } }

    func answer(to id: JSON) -> JSON? { answers.first { $0["id"] == id && $0["method"] == nil } }

    /// Sends the lines, ends the input, and waits for the end.
    func serve(_ texts: String...) async -> [JSON] {
        for text in texts { send(text) }
        endInput()
        await run()
        return answers
    }

    func waits(_ condition: () -> Bool) async throws {
        for _ in 0..<5000 where !condition() { try await Task.sleep(for: .milliseconds(1)) }
        try #require(condition())
    }
}

/// Requests as clients of both eras write them.
enum Wire {
    static func modern(_ id: Int, _ method: String, _ params: String = "") -> String {
        let meta = #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#
        let all = params.isEmpty ? meta : "\(params),\(meta)"
        return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(all)}}"#
    }

    static func legacy(_ id: Int, _ method: String, _ params: String = "{}") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(params)}"#
    }

    static func result(_ id: Int, _ result: String = "{}") -> Response {
        json(.ok, #"{"jsonrpc":"2.0","id":\#(id),"result":\#(result)}"#)
    }

    static func json(_ status: HTTPResponse.Status, _ body: String) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }

    /// A stream of events, sent piece by piece.
    static func stream(_ pieces: [String], holding: Bool = false) -> Response {
        let body = ResponseBody { writer in
            for piece in pieces { try await writer.write(ByteBuffer(string: piece)) }
            if holding { try await Task.sleep(for: .seconds(30)) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }
}
