import Foundation
import TaskFlowDomain
import TaskFlowStorage
import TaskFlowTestSupport
import TaskFlowUpkeep
import Testing

/// A file has its name only when it is whole.
@Suite(.timeLimit(.minutes(10))) struct ExportFileTests {
    private let folder: TemporaryDirectory
    private var path: String { folder.path("export") }

    init() throws { folder = try TemporaryDirectory() }

    @Test func `it is its owner's alone, and has its name at the end`() async throws {
        try await withCrew { crew in
            _ = try await crew.worker("@owner")
            let file = try ExportFile(path: path, replaces: false)
            _ = try await crew.database.export(to: file)
            #expect(!FileManager.default.fileExists(atPath: path))
            let partial = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).first)
            #expect(try mode(folder.path(partial)) == 0o600)
            try file.finish()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["export"])
            #expect(try mode(path) == 0o600)
        }
    }

    @Test func `given up, nothing is left`() throws {
        let file = try ExportFile(path: path, replaces: false)
        file.discard()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test func `what is there is replaced only when told so`() throws {
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        let words = "\(path) is there already: choose another name, or --force to replace it"
        #expect(throws: TaskFlowError(.unavailable, words)) { try ExportFile(path: path, replaces: false) }
        let file = try ExportFile(path: path, replaces: true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
        try file.finish()
        #expect(try String(contentsOfFile: path, encoding: .utf8).isEmpty)
    }

    @Test(arguments: [true, false]) func `folders and devices stay what they are`(replaces: Bool) throws {
        #expect(throws: TaskFlowError(.unavailable, "Cannot write \(folder.url.path): it is a folder")) {
            try ExportFile(path: folder.url.path, replaces: replaces)
        }
        #expect(throws: TaskFlowError(.unavailable, "Cannot write /dev/null: it is no ordinary file")) {
            try ExportFile(path: "/dev/null", replaces: replaces)
        }
        #expect(throws: TaskFlowError(.unavailable, "Cannot write \(path)/x: Not a directory")) {
            try Data().write(to: URL(fileURLWithPath: path))
            _ = try ExportFile(path: path + "/x", replaces: replaces)
        }
    }

    @Test func `the database itself is never replaced`() throws {
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: TaskFlowError(.unavailable, "\(folder.url.path)/./export is the database itself")) {
            try ExportFile(path: "\(folder.url.path)/./export", replaces: true, unlike: path)
        }
    }

    @Test func `a file that cannot be read is told`() throws {
        #expect(throws: TaskFlowError(.validationFailed, "Cannot read \(path): No such file or directory")) {
            try ImportFile(path: path)
        }
        #expect(throws: TaskFlowError(.validationFailed, "Cannot read the file: it is a folder")) {
            try ImportFile(path: folder.url.path)
        }
    }

    @Test func `a file without lines ends early`() throws {
        try Data(repeating: 0x20, count: 17 << 20).write(to: URL(fileURLWithPath: path))
        let file = try ImportFile(path: path)
        let words = "Line 1: it is longer than 16 MiB, which no line of an export is"
        #expect(throws: TaskFlowError(.validationFailed, words)) { try file.check() }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
