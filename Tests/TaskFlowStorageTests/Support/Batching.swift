import TaskFlowDomain

@testable import TaskFlowStorage

/// A unit of work. A bare closure type crashes the compiler (6.3.1) in an array literal.
struct Unit: Sendable {
    let run: @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void

    init(_ run: @escaping @Sendable (borrowing Transaction) throws(TaskFlowError) -> Void) { self.run = run }
}

extension SQLiteDatabase {
    /// Runs units in one batch, in order, and returns each one's error. The writer is held until all of them wait.
    func inOneBatch(
        _ units: [Unit], whenAnswered: @escaping @Sendable () -> Void = {}
    ) async throws -> [TaskFlowError?] {
        let gate = Gate()
        async let held: Void = write { _ in gate.pass() }
        try await gate.reached()
        var tasks: [Task<TaskFlowError?, Never>] = []
        for (index, unit) in units.enumerated() {
            tasks.append(
                Task {
                    defer { whenAnswered() }
                    return await self.failure(of: unit)
                })
            try await eventually { writer.backlog == index + 1 }
        }
        gate.open()
        try await held
        var failures: [TaskFlowError?] = []
        for task in tasks { failures.append(await task.value) }
        return failures
    }

    private func failure(of unit: Unit) async -> TaskFlowError? {
        do throws(TaskFlowError) {
            try await write(unit.run)
            return nil
        } catch {
            return error
        }
    }
}
