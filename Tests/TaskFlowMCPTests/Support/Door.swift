import TaskFlowDomain
import TaskFlowMCP
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

/// The server and someone who calls it, without a transport.
struct Door: Sendable {
    let server: MCPServer
    let member: CrewMember

    init(
        _ member: CrewMember, _ changes: ChangeFeed? = nil,
        operations: [any TaskFlowOperations.Operation.Type] = Operations.all
    ) {
        self.member = member
        let authenticator = Authenticator(mode: .local, activity: Unrecorded())
        server = MCPServer(
            operations: operations, dispatcher: member.crew.dispatcher, version: "1.2.3",
            changes: changes
                ?? ChangeFeed(
                    database: member.crew.database, authenticator: authenticator,
                    follower: AuditFollower(database: member.crew.database)))
    }

    /// Sends a message as it is.
    func send(_ message: JSON, _ headers: RoutingHeaders? = nil, takesStream: Bool = true) async throws -> MCPAnswer {
        let credential = try #require(member.credential)
        let origin = Origin(via: .mcp, requestID: "test")
        let admittance = try await member.crew.dispatcher.admit(credential, origin: origin)
        let caller = MCPCaller(admittance, headers: headers, takesStream: takesStream)
        return await server.answer(message, from: caller)
    }

    /// Sends a message that is answered by one message.
    func reply(_ message: JSON, _ headers: RoutingHeaders? = nil) async throws -> RPCReply {
        guard case .reply(let reply) = try await send(message, headers) else { throw NoReply() }
        return reply
    }

    /// A request's result. What the revision asks for in envelope and headers is added.
    func result(_ method: String, _ params: JSONObject = [:], era: TestEra = .modern) async throws -> JSON {
        let reply = try await reply(era.request(method, params), era.headers(method, params))
        #expect(reply.status == .ok)
        return try #require(reply.body["result"], "\(reply.body.text)")
    }

    /// A request's error.
    func error(_ method: String, _ params: JSONObject = [:], era: TestEra = .modern) async throws -> JSON {
        try #require(try await reply(era.request(method, params), era.headers(method, params)).body["error"])
    }

    /// Calls a tool.
    func call(_ tool: String, _ arguments: JSONObject = [:], era: TestEra = .modern) async throws -> JSON {
        try await result("tools/call", ["name": .string(tool), "arguments": .object(arguments)], era: era)
    }

    /// What a tool refuses, in its words.
    func refusal(_ tool: String, _ arguments: JSONObject = [:]) async throws -> String {
        let result = try await call(tool, arguments)
        #expect(result["isError"] == true)
        #expect(result["structuredContent"] == nil)
        return try #require(result["content"]?[0]?["text"]?.stringValue)
    }
}

struct NoReply: Error {}

private struct Unrecorded: ActivitySink {
    func note(_ use: CredentialUse) {}
}
