internal import ServiceLifecycle

/// Keeps the door open for a while after streams have ended: until whoever sends calls here has heard that it should not.
struct DrainDelay: Service {
    let drain: DrainSwitch
    let seconds: Int

    func run() async throws {
        do { try await gracefulShutdown() } catch { return }
        // A port that could not be opened keeps nobody waiting.
        if drain.isOpen { try? await Task.sleep(for: .seconds(seconds)) }
    }
}
