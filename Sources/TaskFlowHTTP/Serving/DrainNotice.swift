internal import Logging
internal import ServiceLifecycle

/// Says that the server stops, in the moment it is told to: the last service to start, so the first to stop.
struct DrainNotice: Service {
    let drain: DrainSwitch
    let seconds: Int
    let logger: Logger

    func run() async throws {
        do { try await gracefulShutdown() } catch { return }
        drain.begin()
        guard drain.isOpen else { return }
        logger.notice("Shutting down", metadata: ["port_closes_in_s": .stringConvertible(seconds)])
    }
}
