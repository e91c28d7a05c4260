internal import TaskFlowDomain
internal import TaskFlowMCP
internal import TaskFlowOperations
internal import TaskFlowSchema
internal import TaskFlowStorage
internal import TaskFlowTestSupport

/// A server over a database in memory, made when the first message is sent.
actor MCPStage {
    private var parts: (server: MCPServer, caller: CrewMember)?

    /// The answer to bytes that are JSON.
    func answer(_ bytes: [UInt8], _ headers: RoutingHeaders?) async -> MCPAnswer? {
        guard let json = try? JSONParser.parse(bytes), let (server, caller) = try? await ready(),
            let credential = caller.credential,
            let admittance = try? await caller.crew.dispatcher.admit(
                credential, origin: Origin(via: .mcp, requestID: "fuzz"))
        else { return nil }
        return await server.answer(json, from: MCPCaller(admittance, headers: headers))
    }

    private func ready() async throws -> (server: MCPServer, caller: CrewMember) {
        if let parts { return parts }
        let crew = try await Crew(on: try SQLiteDatabase(.memory))
        let caller = try await crew.worker("@claude", type: .agent)
        let authenticator = Authenticator(mode: .local, activity: Unrecorded())
        let changes = ChangeFeed(
            database: crew.database, authenticator: authenticator, follower: AuditFollower(database: crew.database))
        let made = (
            server: MCPServer(dispatcher: crew.dispatcher, version: "0", changes: changes), caller: caller
        )
        parts = made
        return made
    }
}

private struct Unrecorded: ActivitySink {
    func note(_ use: CredentialUse) {}
}
