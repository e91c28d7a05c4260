package import TaskFlowSchema

/// How the engine is to work.
package struct PostgresSettings: Sendable {
    /// Where reads and writes go.
    package var address: PostgresAddress
    /// Where migrations and LISTEN go: never through a pooler.
    package var directAddress: PostgresAddress
    /// How many connections there are at most.
    package var poolSize = 10
    /// How long a unit of work waits for a connection, in seconds.
    package var waitSeconds = 10.0
    /// After how long without work a connection is closed, in seconds: with none left a Neon compute can sleep.
    package var idleSeconds = 60.0
    /// How long a statement may take, in seconds.
    package var statementSeconds = 30.0
    /// How long connecting may take, in seconds; `connect_timeout` in the address goes before it.
    package var connectSeconds = 15.0
    /// Whether statements are prepared under names. It stops by itself behind a pooler that loses them.
    package var prepares: Bool
    /// What tells units of work the time; `nil` for the database's own clock.
    package var clock: SteadyClock?
    /// This machine's clock, which the database's is measured by.
    package var machineClock: SteadyClock.Source = Timestamp.system

    /// Settings for an address; statements are prepared unless the address is known to be a pooler's.
    package init(_ address: PostgresAddress, direct: PostgresAddress? = nil) {
        self.address = address
        directAddress = direct ?? address
        prepares = !address.isPooled
    }

    /// The same for the direct address.
    var direct: PostgresSettings {
        var settings = self
        settings.address = directAddress
        settings.directAddress = directAddress
        settings.poolSize = 1
        settings.prepares = false
        return settings
    }
}
