import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport

extension Crew {
    /// Lets time pass in which a server looks for leases that are over, as it does every quarter of a minute.
    func pass(seconds: Int, _ clock: TestClock) async throws {
        var left = seconds
        try await sweep()
        while left > 0 {
            clock.turn(seconds: min(left, 15))
            left -= 15
            try await sweep()
        }
    }

    func sweep() async throws {
        while try await database.write({ tx throws(TaskFlowError) in try LeaseExpiry.sweep(in: tx) }) {}
    }
}

extension CrewMember {
    func claim(_ input: JSONObject = [:]) async throws -> ClaimNext.Output { try await call(ClaimNext.self, input) }

    /// Claims a task that must be there.
    func claimed(_ input: JSONObject = [:]) async throws -> TaskItem {
        guard let task = try await claim(input).json["task"], task != .null else { throw NothingClaimed() }
        return try await self.task(TaskID(trusted: task["id"]?.integerValue ?? 0))
    }

    func miss(_ input: JSONObject = [:]) async throws -> JSON? { try await claim(input).json["reason"]?["code"] }
}

struct NothingClaimed: Error {}
