internal import HTTPTypes

extension RouteTree {
    /// Adds the routes that tell how the server is doing; anyone may call them.
    mutating func addHealth(_ door: DoorParts) {
        add(.get, "/health", HealthEndpoint(version: door.settings.version))
        add(.get, "/readyz", ReadinessEndpoint(health: door.health, drain: door.drain))
        add(.get, "/api/health/db", DatabaseHealthEndpoint(health: door.health))
    }
}
