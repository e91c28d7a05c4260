import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TaskFlowSchema

/// Streamable HTTP.
struct HTTPCarrier: MessageCarrier {
    let place: ParityPlace

    func exchange(_ message: JSON, tool: String, by who: ParityStep.Who) async throws -> JSON {
        var request = HTTPClientRequest(url: place.address + "/mcp")
        request.method = .POST
        request.headers.add(contentsOf: [
            "authorization": "Bearer \(place.key(who))", "content-type": "application/json",
            "accept": "application/json, text/event-stream", "mcp-protocol-version": "2026-07-28",
            "mcp-method": "tools/call", "mcp-name": tool,
        ])
        request.body = .bytes(ByteBuffer(bytes: message.bytes))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        return try JSONParser.parse(try await response.body.collect(upTo: 1 << 20).readableBytesView)
    }

    func close() async {}
}

/// `taskflow mcp`, a process for each caller.
struct StdioCarrier: MessageCarrier {
    private let processes: [ParityStep.Who: RunningProgram]

    init(_ place: ParityPlace) throws {
        processes = try Dictionary(
            uniqueKeysWithValues: ParityStep.Who.allCases.map { who in
                var program = place.program
                program.environment = ["TASKFLOW_URL": place.address, "TASKFLOW_TOKEN": place.key(who)]
                return (who, try RunningProgram(["mcp"], program, input: Pipe()))
            })
    }

    func exchange(_ message: JSON, tool: String, by who: ParityStep.Who) async throws -> JSON {
        guard let process = processes[who] else { throw ParityFailure(description: "no process for \(who)") }
        return try JSONParser.parse(try await process.ask(message.text).utf8)
    }

    func close() async {
        for process in processes.values {
            process.closeInput()
            _ = await process.ended()
        }
    }
}
