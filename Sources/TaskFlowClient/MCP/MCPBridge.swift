internal import Synchronization
internal import TaskFlowSchema

/// MCP over standard input and output: each line is posted to a running server, each of its messages becomes a line.
///
/// It keeps no state but the revision that `initialize` agreed on; the server does the rest.
final class MCPBridge: Sendable {
    /// Where to post to and as whom, read anew for each message: a server may come back with another key or port.
    let settings: @Sendable () throws(UsageError) -> ClientSettings
    let outbox: MCPOutbox
    let transport = MCPTransport()
    /// How long a message is tried anew while no connection to the server comes about: it may be restarting.
    let patience: Duration
    /// How long calls that wait go on when the input has ended: nobody may be there to hear what comes.
    private let grace: Duration
    private let log: @Sendable (String) -> Void
    private let negotiated = Mutex<String?>(nil)

    init(
        settings: @escaping @Sendable () throws(UsageError) -> ClientSettings, patience: Duration = .seconds(5),
        grace: Duration = .seconds(5), output: @escaping @Sendable ([UInt8]) -> Void,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.patience = patience
        self.grace = grace
        outbox = MCPOutbox(output)
        self.log = log
    }

    /// Serves until the input ends and what is under way is answered. Subscriptions end with the input, and calls that wait a
    /// little later.
    func run(_ lines: AsyncStream<InputLine>, took: @escaping @Sendable () -> Void = {}) async {
        let (ends, end) = AsyncStream<Void>.makeStream()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await self.serve(lines, took) { end.finish() }
                return true
            }
            group.addTask {
                for await _ in ends {}
                if (try? await Task.sleep(for: self.grace)) != nil { self.outbox.cancelWaiting() }
                return false
            }
            for await isServed in group where isServed { group.cancelAll() }
        }
        await transport.close()
    }

    private func serve(
        _ lines: AsyncStream<InputLine>, _ took: @Sendable () -> Void, _ ended: @Sendable () -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            for await line in lines {
                took()
                if let call = accept(line) { group.addTask { await self.pass(call) } }
            }
            outbox.cancelListening()
            ended()
        }
    }

    /// What is to be passed on; the rest is done at once.
    private func accept(_ line: InputLine) -> MCPCall? {
        guard case .text(let bytes) = line else {
            outbox.send(MCPReply.error(nil, MCPReply.parseError, "Parse error: a line is at most 4 MiB long"))
            return nil
        }
        let message: MCPMessage
        do throws(JSONSyntaxError) { message = try MCPMessage(bytes) } catch {
            outbox.send(MCPReply.error(nil, MCPReply.parseError, "Parse error: \(error.message)"))
            return nil
        }
        if let id = message.cancelled {
            outbox.cancel(id)
            return nil
        }
        if message.isResponse {
            note("ignored a response: the server asks for none")
            return nil
        }
        return begin(MCPCall(message))
    }

    // Registered before the next line is read: that one may cancel it.
    private func begin(_ call: MCPCall) -> MCPCall? {
        if outbox.begin(call) { return call }
        let text = "Too many requests under way: at most \(MCPOutbox.limit). Wait for some of them to end"
        outbox.send(MCPReply.error(call.message.id, MCPReply.transportFault, text))
        return nil
    }

    private func pass(_ call: MCPCall) async {
        let exchange = MCPExchange(call: call, bridge: self)
        await call.run { await exchange.run() }
        outbox.end(call)
    }

    /// The revision for requests without an envelope.
    var revision: String? { negotiated.withLock { $0 } }

    /// Remembers what `initialize` agreed on.
    func learn(_ answer: [UInt8]) {
        guard let version = (try? JSONParser.parse(answer))?["result"]?["protocolVersion"]?.stringValue else { return }
        negotiated.withLock { $0 = version }
    }

    /// Writes to the log.
    func note(_ text: String) { log("taskflow mcp: \(TerminalText.line(text))") }
}
