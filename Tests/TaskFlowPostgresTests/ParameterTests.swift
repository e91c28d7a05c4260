import Foundation
import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@testable import TaskFlowPostgres

/// What an address says beside host and database reaches libpq and the server.
@Suite(.timeLimit(.minutes(10)), .enabled(if: TestPostgres.isThere)) struct ParameterTests {
    private func setting(_ name: String, at address: String) async throws -> String? {
        let database = PostgresDatabase(
            PostgresSettings(try PostgresAddress(address)), logger: TestPostgres.logger)
        let value = await Result {
            try await database.read { tx throws(TaskFlowError) in
                try tx.value("SELECT current_setting(\(name))", as: String.self)
            }
        }
        await database.close()
        return try value.get()
    }

    private func address(_ more: String) throws -> String { try TestPostgres.address(of: "postgres") + more }

    @Test func `the server knows who calls`() async throws {
        #expect(try await setting("application_name", at: try address("")) == "taskflow")
        #expect(try await setting("application_name", at: try address("&application_name=me")) == "me")
    }

    @Test func `options pass, and the encoding is ours`() async throws {
        #expect(try await setting("geqo", at: try address("&options=-c%20geqo%3Doff")) == "off")
        #expect(try await setting("client_encoding", at: try address("&client_encoding=LATIN1")) == "UTF8")
    }

    @Test func `of several hosts the first that answers is taken`() async throws {
        let several = try address("").replacing("host=", with: "host=/nowhere,")
        #expect(try PostgresAddress(several).hosts.count > 1)
        #expect(try await setting("application_name", at: several) == "taskflow")
        #expect(try await setting("application_name", at: several + "&target_session_attrs=read-write") == "taskflow")
    }

    @Test func `a server without TLS is refused where TLS is required`() async throws {
        // On a socket of the file system libpq asks for none.
        try await withProxy { _, proxy in
            let plain = "postgresql://taskflow@127.0.0.1:\(proxy.port)/postgres"
            let name = try await setting("application_name", at: plain)
            #expect(name == "taskflow")
            for mode in ["require", "verify-full"] {
                let refusal = await #expect(throws: TaskFlowError.self) {
                    try await setting("application_name", at: plain + "?sslmode=\(mode)")
                }
                #expect(refusal?.code == .unavailable && refusal?.message == "The database cannot be reached")
            }
        }
    }
}
