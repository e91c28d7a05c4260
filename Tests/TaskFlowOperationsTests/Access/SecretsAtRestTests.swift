import Foundation
import TaskFlowDomain
import TaskFlowOperations
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

@Suite struct SecretsAtRestTests {
    @Test func `whoever copies the database has no key, code or session`() async throws {
        let folder = try TemporaryDirectory()
        let database = try SQLiteDatabase(.file(folder.path("taskflow.db")))
        let crew = try await Crew(on: database)
        var grant = KeyGrant(handle: Handle(trusted: "@me"))
        grant.type = .human
        let key = try await grant.issue(in: database, mode: .local, requestID: "test")
        let sessions = Sessions(database: database, mode: .local)
        let code = try await sessions.issueCode(for: WorkerID(trusted: "@me"))
        let session = try await sessions.open(code: try await sessions.issueCode(for: WorkerID(trusted: "@me")))
        let copy = try bytes(in: folder)
        #expect(contains(copy, Secret.hash(of: key)))
        for secret in [key, String(key.dropFirst(4)), code, session.secret] { #expect(!contains(copy, secret)) }
        withExtendedLifetime(crew) {}
        await database.close()
    }

    private func bytes(in folder: TemporaryDirectory) throws -> Data {
        try ["taskflow.db", "taskflow.db-wal"].reduce(into: Data()) { all, name in
            all += try Data(contentsOf: folder.url.appendingPathComponent(name))
        }
    }

    private func contains(_ data: Data, _ text: String) -> Bool { data.range(of: Data(text.utf8)) != nil }
}
