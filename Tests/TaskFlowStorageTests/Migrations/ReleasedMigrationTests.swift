import TaskFlowDomain
import Testing

@testable import TaskFlowStorage

/// Migrations are frozen from the first release on: a database that a release made must be taken by every later one.
@Suite struct ReleasedMigrationTests {
    /// A migration as a release shipped it.
    private struct Released {
        let number: Int
        let sqlite: String
        let postgres: String
    }

    /// The migrations of every release, from number 1. To add one when a release is made, append its number with two empty texts:
    /// the failure has the line as it must be. Never change or remove a line.
    private static let released: [Released] = [
        // 0.2.0
        Released(
            number: 1, sqlite: "616f23a70e5cd5742231d81bfc7a1db9f49ec754842ef51fcc37ee67357b44cc",
            postgres: "d1a636c62f0bae85d0f4d995339a0bbe9e534e44c754bbbaf0181a23c267f708")
    ]

    @Test func `released migrations are as they were released`() {
        let lines = Migration.all.map {
            "Released(number: \($0.number), sqlite: \"\($0.hash(.sqlite))\", postgres: \"\($0.hash(.postgres))\"),"
        }
        #expect(Self.changed(Self.released, in: Migration.all) == [], "\(lines.joined(separator: "\n"))")
    }

    @Test func `a released migration that changes or goes is found`() {
        let made = Migration(1, "create items") { _ in ["CREATE TABLE items (id INTEGER)"] }
        let renamed = Migration(1, "make items") { _ in ["CREATE TABLE items (id INTEGER)"] }
        let changed = Migration(1, "create items") { _ in ["CREATE TABLE items (id INTEGER, name TEXT)"] }
        let inOneDialect = Migration(1, "create items") { dialect in
            ["CREATE TABLE items (id \(dialect == .sqlite ? "INTEGER" : "BIGINT"))"]
        }
        let next = Migration(2, "create notes") { _ in ["CREATE TABLE notes (id INTEGER)"] }
        let released = [Released(number: 1, sqlite: made.hash(.sqlite), postgres: made.hash(.postgres))]
        for kept in [[made], [renamed], [made, next]] { #expect(Self.changed(released, in: kept) == []) }
        for lost in [[changed], [inOneDialect], [], [next]] { #expect(Self.changed(released, in: lost) == [1]) }
    }

    /// The numbers of the released migrations that are there no more as they were.
    private static func changed(_ released: [Released], in migrations: [Migration]) -> [Int] {
        released.filter { old in
            guard let now = migrations.first(where: { $0.number == old.number }) else { return true }
            return now.hash(.sqlite) != old.sqlite || now.hash(.postgres) != old.postgres
        }.map(\.number)
    }
}
