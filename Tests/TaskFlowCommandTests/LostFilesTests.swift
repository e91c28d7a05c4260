import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TaskFlowTestSupport
import Testing

@testable import taskflow

/// A running server whose SQLite files are taken away.
struct LostFilesTests {
    private let folder: TemporaryDirectory
    private let program: Program

    init() throws {
        folder = try TemporaryDirectory()
        program = Program(home: folder.url)
    }

    /// What somebody does in the data directory.
    enum Mishap: String, CaseIterable, Sendable {
        case removed, movedAway, replaced, logRemoved, indexRemoved

        func happen(in folder: String) {
            let file = folder + "/taskflow.db"
            switch self {
            case .removed: unlink(file)
            case .movedAway: rename(file, file + ".old")
            case .replaced:
                _ = FileManager.default.createFile(atPath: file + ".new", contents: Data("another".utf8))
                rename(file + ".new", file)
            case .logRemoved: unlink(file + "-wal")
            case .indexRemoved: unlink(file + "-shm")
            }
        }
    }

    @Test(arguments: Mishap.allCases) func `a server says so and serves nothing more`(_ mishap: Mishap) async throws {
        let words = "The database's files were removed or replaced while the server ran"
        try await program.serving { server async throws in
            #expect(try await program.run("add", "Saved").code == 0)
            mishap.happen(in: program.data.path)
            let probe = try await answer("/readyz", of: server)
            #expect(probe.status == 503)
            let health = try await answer("/api/health/db", of: server)
            #expect(health.status == 503 && health.body.contains("Database error: \(words)"))
            #expect(!health.body.contains(program.data.path))
            for arguments in [["add", "Lost"], ["list"], ["show", "1"]] {
                let outcome = try await program.run(arguments)
                #expect(outcome.code == 1 && outcome.error.contains(words), "\(arguments): \(outcome)")
            }
            let doctor = try await program.run("doctor")
            #expect(doctor.code == 1)
            #expect(doctor.output.contains("and its files were removed or replaced since"))
            for arguments in [
                ["token", "create", "--worker", "@new"], ["database", "export", "x"], ["backup", "x"], ["migrate"],
            ] {
                let outcome = try await program.run(arguments)
                #expect(outcome.code == 1, "\(arguments)")
                #expect(outcome.error.contains("were removed or replaced while process"), "\(arguments): \(outcome)")
            }
        }
        if mishap == .replaced {
            let newcomer = try Data(contentsOf: URL(fileURLWithPath: program.data.path + "/taskflow.db"))
            #expect(newcomer == Data("another".utf8))
        }
        if mishap == .logRemoved || mishap == .indexRemoved {
            try await program.serving { _ async throws in #expect(try await program.run("show", "1").code == 0) }
        }
    }

    @Test func `a server with all its files is no orphan`() async throws {
        try await program.serving { _ async throws in
            #expect(DatabaseHolder.orphan(of: program.data.path + "/taskflow.db") == nil)
            #expect(try await program.run("token", "create", "--worker", "@new").code == 0)
        }
    }

    private func answer(_ path: String, of server: RunningProgram) async throws -> (status: UInt, body: String) {
        let port = try #require(server.link.split(separator: ":").last?.prefix { $0 != "/" })
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 16)
        return (response.status.code, String(buffer: body))
    }
}
