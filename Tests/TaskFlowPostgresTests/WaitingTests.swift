import Synchronization
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

/// A database that is not there yet.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct WaitingTests {
    private func database(_ name: String) throws -> PostgresDatabase {
        PostgresDatabase(try TestPostgres.settings(name), logger: TestPostgres.logger)
    }

    @Test func `it is waited for, and told of once`() async throws {
        let name = "w" + String(UInt64.random(in: 0 ... .max), radix: 36)
        let database = try database(name)
        let told = Runs()
        async let waiting: Void = database.waitUntilReachable { _ in _ = told.next() }
        try await Task.sleep(for: .milliseconds(400))
        try TestPostgres.run("CREATE DATABASE \(name)")
        try await waiting
        #expect(told.count == 1)
        await database.close()
        await TestPostgres.drop(name)
    }

    @Test func `the wait has an end, and says what it waited for`() async throws {
        let database = try database("nowhere")
        let refusal = await #expect(throws: TaskFlowError.self) { try await database.waitUntilReachable(seconds: 0.3) }
        #expect(refusal?.message.hasPrefix("Cannot open the database ") == true)
        #expect(refusal?.message.contains("/nowhere: ") == true && refusal?.message.contains("\n") == false)
        await database.close()
    }

    @Test func `what waiting cannot help is told at once`() async throws {
        let address = try TestPostgres.address(of: "postgres").replacing("user=taskflow", with: "user=nobody-at-all")
        let database = PostgresDatabase(PostgresSettings(try PostgresAddress(address)), logger: TestPostgres.logger)
        let begun = ContinuousClock.now
        await #expect(throws: TaskFlowError.self) { try await database.waitUntilReachable() }
        #expect(ContinuousClock.now - begun < .seconds(5))
        await database.close()
    }

    @Test(arguments: [
        ("", "SSL error: certificate verify failed", false),
        ("", "server does not support SSL, but SSL was required", false),
        ("", "root certificate file \"/x\" does not exist", false), ("", "Connection refused", true),
        ("", "SSL SYSCALL error: EOF detected", true), ("08P01", "server login has been failing", true),
        ("57P03", "the database system is starting up", true), ("28P01", "password authentication failed", false),
    ]) func `what may pass is waited for`(state: String, words: String, mayPass: Bool) {
        let failure =
            state.isEmpty
            ? ConnectFailure(words) : ConnectFailure(.server(ServerReport(state: state, message: words)))
        #expect(failure.mayPass == mayPass)
    }

    @Test func `the direct address is waited for too`() async throws {
        var settings = try TestPostgres.settings("postgres")
        settings.directAddress = try TestPostgres.settings("nowhere").address
        let database = PostgresDatabase(settings, logger: TestPostgres.logger)
        let refusal = await #expect(throws: TaskFlowError.self) { try await database.waitUntilReachable(seconds: 0.3) }
        #expect(refusal?.message.contains("/nowhere: ") == true)
        await database.close()
    }
}
