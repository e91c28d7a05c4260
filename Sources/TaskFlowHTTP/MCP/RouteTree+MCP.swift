internal import TaskFlowMCP
internal import TaskFlowOperations

extension RouteTree {
    /// Adds the MCP endpoint.
    mutating func addMCP(_ operations: [any Operation.Type], _ changes: ChangeFeed, _ door: DoorParts) {
        let server = MCPServer(
            operations: operations, dispatcher: door.dispatcher, version: door.settings.version, changes: changes)
        give(MCPEndpoint.path, to: MCPEndpoint(server: server, door: door), allow: "POST")
    }
}
