import Foundation
import GRDB
import Hummingbird
import TaskFlowSchema
import TaskFlowTestSupport
import Testing

@testable import taskflow

/// `taskflow doctor`, with the built program.
struct DoctorTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    @Test func `before the first start nothing is wrong, and nothing is made`() async throws {
        let outcome = try await program.run("doctor")
        #expect(outcome.code == 0)
        #expect(outcome.output.hasSuffix("Nothing is wrong\n"))
        #expect(outcome.error.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: program.data.path))
    }

    @Test func `a server that runs is well`() async throws {
        try await program.serving { _ async throws in
            let (code, findings) = try await look(program)
            #expect(code == 0)
            #expect(findings.allSatisfy { $0.state == "ok" })
            let checks = [
                "configuration", "files", "server", "database", "migrations", "integrity", "clock", "sign-in keys",
            ]
            #expect(findings.map(\.check) == checks)
        }
    }

    @Test func `a setting that is wrong is told, not thrown`() async throws {
        let told = Program(home: folder.url, environment: ["PORT": "abc"])
        let (code, findings) = try await look(told)
        #expect(code == 1)
        #expect(findings.map(\.message) == ["PORT: 'abc' is not a port (1-65535)"])
        let open = Program(home: folder.url, environment: ["HOST": "0.0.0.0"])
        #expect(try await wrong(open).map(\.check) == ["configuration"])
        #expect(try await open.run("doctor", "--allow-insecure-local-auth").code == 0)
    }

    @Test func `files that others may read are told with their remedy`() async throws {
        try await start()
        for (name, mode, remedy) in [("", 0o755, "700"), ("/taskflow.db", 0o644, "600"), ("/credential", 0o640, "600")]
        {
            let path = program.data.path + name
            let before = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(try await wrong(program).map(\.remedy) == ["chmod \(remedy) \(path)"])
            try FileManager.default.setAttributes([.posixPermissions: before], ofItemAtPath: path)
        }
        #expect(try await wrong(program).isEmpty)
    }

    @Test func `a damaged file is told`() async throws {
        try await start()
        let path = program.data.path + "/taskflow.db"
        // An index's page becomes none.
        let page = try SQLiteScript.number("SELECT rootpage FROM sqlite_schema WHERE name = 'tasks_by_title'", on: path)
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data[(page - 1) * 4096] = 0xFF
        try data.write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let found = try await wrong(program)
        #expect(!found.isEmpty)
        // Whichever reads that page first.
        #expect(found.allSatisfy { ["database", "integrity"].contains($0.check) }, "\(found)")
        #expect(found.allSatisfy { $0.remedy.contains("restore") }, "\(found)")
        #expect(found.allSatisfy { !$0.message.contains("\n") })
        try Data("no database at all".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(
            try await wrong(program).map(\.message) == [
                "Cannot open the database \(path): it is not an SQLite database"
            ])
    }

    @Test func `a server says at its start that the newest change was made in the future`() async throws {
        try await program.serving { #expect(!$0.error.contains("newest change")) }
        try SQLiteScript.run(
            """
            INSERT INTO audit_log (tenant_id, entity_type, entity_id, actor_id, actor_type, action, via, request_id,
                timestamp, context) VALUES ('default', 'task', '1', 'x', 'system', 'created', 'cli', 'x', 9999999999999, '{}');
            """, on: program.data.path + "/taskflow.db")
        try await program.serving { server in
            let lines = server.error.split(separator: "\n").filter { $0.contains("newest change") }
            #expect(lines.count == 1 && lines.first?.contains("2286-11-20T17:46:39.999Z") == true)
        }
    }

    @Test func `what was never to be is told: a dangling reference, a counter behind, a change of tomorrow`()
        async throws
    {
        try await start()
        let path = program.data.path + "/taskflow.db"
        try SQLiteScript.run(
            """
            INSERT INTO sessions VALUES (hex(randomblob(21)) || 'x', 'default', '@nobody', 'code', NULL, NULL, '', 1, 1);
            UPDATE sqlite_sequence SET seq = 0 WHERE name = 'keys';
            INSERT INTO audit_log (tenant_id, entity_type, entity_id, actor_id, actor_type, action, via, request_id,
                timestamp, context) VALUES ('default', 'task', '1', 'x', 'system', 'created', 'cli', 'x', 9999999999999, '{}');
            """, on: path)
        let messages = try await wrong(program).map(\.message)
        #expect(messages.count == 3)
        #expect(messages.contains("1 rows of sessions refer to rows that are not there"))
        #expect(messages.contains("the counter of keys is 0, behind number 1"))
        #expect(messages.contains { $0.hasPrefix("The newest change was made at 2286-11-20T17:46:39.999Z") })
    }

    @Test func `a schema that is older or newer is told`() async throws {
        try await start()
        let path = program.data.path + "/taskflow.db"
        try SQLiteScript.run("INSERT INTO schema_migrations VALUES (99, 'of tomorrow', 1, '')", on: path)
        #expect(try await wrong(program).map(\.remedy) == ["update the program"])
        try SQLiteScript.run("UPDATE schema_migrations SET number = number - 100", on: path)
        #expect(try await wrong(program).map(\.remedy) == ["taskflow migrate"])
    }

    @Test func `keys that cannot be had are told`() async throws {
        let sso = Program(home: folder.url, environment: ["AUTH_SERVER_URL": "http://127.0.0.1:1"])
        let found = try await wrong(sso)
        #expect(found.map(\.check) == ["sign-in keys"])
        #expect(found.first?.message.hasPrefix("http://127.0.0.1:1/api/auth/jwks cannot be reached") == true)
    }

    @Test func `keys that are there are counted`() async throws {
        let key = #"{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#
        let body = #"{"keys":[\#(key)]}"#
        let findings = try await withServer({ _ in Response(status: .ok, body: .init(byteBuffer: .init(string: body))) }
        ) {
            let sso = Program(home: folder.url, environment: ["AUTH_SERVER_URL": $0])
            return try await look(sso).1
        }
        #expect(findings.last?.state == "ok")
        #expect(findings.last?.message.hasPrefix("1 at http://127.0.0.1:") == true)
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "ahead of"), ("Fri, 06 Nov 2099 08:49:37 GMT", "behind"),
    ])
    func `the clock of whoever signs tokens is compared`(date: String, words: String) {
        let finding = ClockCheck.finding(ofAnswer: date, from: "the SSO")
        #expect(finding?.state == .wrong)
        #expect(finding?.message.contains(" s \(words) that of the SSO") == true)
    }

    @Test func `a date that is right, or none, is no matter`() {
        let noon = Timestamp(milliseconds: 784_111_777_000)
        for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:41 GMT", "yesterday", nil] {
            #expect(ClockCheck.finding(ofAnswer: date, from: "the SSO", now: noon) == nil)
        }
    }

    @Test(arguments: Engine.servers) func `PostgreSQL is looked at too`(_ engine: Engine) async throws {
        let store = try await TestDatabase.make(.migrated, engine)
        let address = try #require(store.address)
        let told = Program(home: folder.url, environment: ["DATABASE_URL": address])
        let (code, findings) = try await look(told)
        #expect(code == 0)
        #expect(findings.first { $0.check == "database" }?.message.hasPrefix("PostgreSQL 1") == true)
        #expect(findings.first { $0.check == "clock" }?.message.hasSuffix("as the database server's") == true)
        await store.close()
        #expect(try await wrong(told).map(\.check) == ["database"])
    }

    // MARK: Helpers

    private struct Finding {
        let check: String
        let state: String
        let message: String
        let remedy: String
    }

    private func start() async throws { try await program.serving { _ in } }

    private func wrong(_ program: Program) async throws -> [Finding] {
        let (code, all) = try await look(program)
        let wrong = all.filter { $0.state == "wrong" }
        #expect(code == (wrong.isEmpty ? 0 : 1))
        #expect(wrong.allSatisfy { !$0.remedy.isEmpty })
        return wrong
    }

    private func look(_ program: Program) async throws -> (Int32, [Finding]) {
        let outcome = try await program.run("doctor", "--json")
        let json = try JSONParser.parse(outcome.output.utf8)
        #expect(json["ok"]?.boolValue == (outcome.code == 0))
        let findings = (json["findings"]?.arrayValue ?? []).map { finding in
            Finding(
                check: finding["check"]?.stringValue ?? "", state: finding["state"]?.stringValue ?? "",
                message: finding["message"]?.stringValue ?? "", remedy: finding["remedy"]?.stringValue ?? "")
        }
        return (outcome.code, findings)
    }
}

/// Reads and changes a database file as no program of TaskFlow would.
private enum SQLiteScript {
    static func number(_ query: String, on path: String) throws -> Int {
        let database = try DatabaseQueue(path: path)
        defer { try? database.close() }
        return try database.read { try Int.fetchOne($0, sql: query) } ?? 0
    }

    static func run(_ script: String, on path: String) throws {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.inDatabase { try $0.execute(sql: script) }
        try database.close()
    }
}
