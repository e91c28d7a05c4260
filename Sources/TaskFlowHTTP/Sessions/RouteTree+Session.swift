internal import HTTPTypes

extension RouteTree {
    /// Adds the routes by which browsers sign in and out.
    mutating func addSession(_ door: DoorParts) {
        let open = OpenSessionEndpoint(
            sessions: door.sessions, origins: door.origins, cookie: door.cookie, bodies: door.bodies)
        add(.post, "/api/session", open)
        let close = CloseSessionEndpoint(sessions: door.sessions, origins: door.origins, cookie: door.cookie)
        add(.delete, "/api/session", close)
    }
}
