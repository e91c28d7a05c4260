import Foundation
import Logging
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
        let (folder, told) = (try TemporaryDirectory(), Notes())
        let address = try PostgresAddress("postgresql:///postgres?host=\(folder.url.path)&user=taskflow")
        let database = PostgresDatabase(PostgresSettings(address), logger: TestPostgres.logger)
        let logger = told.logger
        async let waiting: Void = database.waitUntilReachable { place, reason in logger.notice("\(place): \(reason)") }
        try await Task.sleep(for: .milliseconds(400))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(".s.PGSQL.5432"), withDestinationPath: "\(try socketFolder())/.s.PGSQL.5432")
        try await waiting
        #expect(told.all.count == 1)
        #expect(told.all.first?.contains("No such file or directory") == true)
        await database.close()
    }

    /// Where the tests' server has its socket.
    private func socketFolder() throws -> String {
        let parts = URLComponents(string: try #require(TestPostgres.address))
        return try #require(parts?.queryItems?.first { $0.name == "host" }?.value)
    }

    @Test func `a database that does not exist ends the wait at once`() async throws {
        let database = try database("nowhere")
        let told = Runs()
        let refusal = await #expect(throws: TaskFlowError.self) {
            try await database.waitUntilReachable { _, _ in _ = told.next() }
        }
        #expect(refusal?.message.contains("database \"nowhere\" does not exist") == true)
        #expect(told.count == 0)
        await database.close()
    }

    @Test(arguments: ["/nowhere-at-all,FOLDER", "FOLDER,/nowhere-at-all", "/nowhere-at-all,/nor-here,FOLDER"])
    func `with several hosts the one that answers is heard`(hosts: String) async throws {
        let list = hosts.replacing("FOLDER", with: try socketFolder())
        func database(_ name: String) throws -> PostgresDatabase {
            let address = try PostgresAddress("postgresql:///\(name)?host=\(list)&user=taskflow&port=5432")
            return PostgresDatabase(PostgresSettings(address), logger: TestPostgres.logger)
        }
        let good = try database("postgres")
        try await good.waitUntilReachable(seconds: 5)
        let one = try await good.read { tx throws(TaskFlowError) in try tx.value("SELECT \(1)", as: Int.self) }
        #expect(one == 1)
        await good.close()
        let missing = try database("nowhere")
        let told = Runs()
        let refusal = await #expect(throws: TaskFlowError.self) {
            try await missing.waitUntilReachable { _, _ in _ = told.next() }
        }
        #expect(refusal?.message.contains("database \"nowhere\" does not exist") == true)
        #expect(told.count == 0)
        await missing.close()
    }

    @Test func `hosts and their ports are told apart`() throws {
        func hosts(_ text: String) throws -> [String] {
            try PostgresAddress(text).hosts.map { $0.options.map { "\($0)=\($1)" }.joined(separator: " ") }
        }
        #expect(try hosts("postgresql://a:1,b,c:3/d") == ["host=a port=1", "host=b port=5432", "host=c port=3"])
        #expect(try hosts("host=a,b port=7 dbname=d") == ["host=a port=7", "host=b port=7"])
        #expect(
            try hosts("hostaddr=10.0.0.1,10.0.0.2 host=a,b") == [
                "host=a hostaddr=10.0.0.1", "host=b hostaddr=10.0.0.2",
            ])
        #expect(try hosts("postgresql://a/d") == [""])
        #expect(
            try hosts("postgresql://a,b/d?target_session_attrs=prefer-standby") == [
                "host=a port=5432 target_session_attrs=standby", "host=b port=5432 target_session_attrs=standby",
                "host=a port=5432 target_session_attrs=any", "host=b port=5432 target_session_attrs=any",
            ])
    }

    @Test func `the wait has an end, and says what it waited for`() async throws {
        let address = try PostgresAddress("postgresql:///somewhere?host=/nowhere-at-all&user=taskflow")
        let database = PostgresDatabase(PostgresSettings(address), logger: TestPostgres.logger)
        let refusal = await #expect(throws: TaskFlowError.self) { try await database.waitUntilReachable(seconds: 0.3) }
        #expect(refusal?.message.hasPrefix("Cannot open the database ") == true)
        #expect(refusal?.message.contains("/somewhere: ") == true && refusal?.message.contains("\n") == false)
        await database.close()
    }

    @Test func `what waiting cannot help is told at once`() async throws {
        let address = try TestPostgres.address(of: "postgres").replacing("user=taskflow", with: "user=nobody-at-all")
        let database = PostgresDatabase(PostgresSettings(try PostgresAddress(address)), logger: TestPostgres.logger)
        let begun = ContinuousClock.now
        await #expect(throws: TaskFlowError.self) { try await database.waitUntilReachable() }
        #expect(ContinuousClock.now - begun < .seconds(20))
        await database.close()
    }

    @Test(arguments: [
        ("", "SSL error: certificate verify failed", false),
        ("", "server does not support SSL, but SSL was required", false),
        ("", "root certificate file \"/x\" does not exist", false), ("", "Connection refused", true),
        ("", "SSL SYSCALL error: EOF detected", true), ("08P01", "server login has been failing", true),
        ("", "the database is encoded in LATIN1, not in UTF8: create it with ENCODING 'UTF8'", false),
        ("08P01", "unsupported startup parameter: options", false), ("08P01", "no such database: x", false),
        ("08P01", "SASL authentication failed", false),
        ("53300", "sorry, too many clients already", true), ("3D000", "database \"x\" does not exist", false),
        ("28000", "role \"x\" does not exist", false), ("57P03", "the database system is starting up", true),
        ("28P01", "password authentication failed", false),
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
