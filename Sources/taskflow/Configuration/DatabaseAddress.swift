internal import Foundation
internal import TaskFlowPostgres

/// Where the database is.
enum DatabaseAddress: Equatable, Sendable {
    /// An SQLite file, by its absolute path.
    case file(String)
    /// SQLite in the server's memory, gone when it ends.
    case memory
    /// A PostgreSQL server.
    case postgres(PostgresAddress)
}

extension SettingParsers {
    /// `sqlite:///abs`, `sqlite:////abs`, `sqlite:relative.db`, `sqlite::memory:`, or `postgresql://…` as libpq takes it.
    static func database(_ text: String) throws(SettingFault) -> DatabaseAddress {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        if scheme == "postgresql" || scheme == "postgres" {
            return .postgres(try postgres(text))
        }
        guard scheme == "sqlite", text.contains(":") else {
            // What stands there may hold a password.
            let shown = text.contains("@") ? "this" : "'\(text)'"
            throw SettingFault(
                "\(shown) is not a database address like sqlite:///path/to/taskflow.db or postgresql://user@host/database"
            )
        }
        let place = String(text.dropFirst("sqlite:".count))
        if [":memory:", "//", "///:memory:"].contains(place) { return .memory }
        return .file(try path(place, of: text))
    }

    /// Whether statements are prepared under names: `on` or `off`.
    static func prepared(_ text: String) throws(SettingFault) -> Bool { try onOrOff(text) }

    private static func postgres(_ text: String) throws(SettingFault) -> PostgresAddress {
        do throws(PostgresAddress.Fault) { return try PostgresAddress(text) } catch {
            throw SettingFault(error.message)
        }
    }

    private static func path(_ place: String, of text: String) throws(SettingFault) -> String {
        let path = place.hasPrefix("//") ? String(place.dropFirst(2)) : place
        guard !path.isEmpty, !path.hasSuffix("/"), path.hasPrefix("/") || !place.hasPrefix("//") else {
            throw SettingFault("'\(text)' names no file: write sqlite:///absolute/path or sqlite:relative/path")
        }
        guard !path.contains("?") else { throw SettingFault("'\(text)' has parameters, which SQLite takes none of") }
        // Two slashes before an absolute path mean the same file as one.
        let slashes = path.prefix { $0 == "/" }.count
        let clean = slashes > 1 ? String(path.dropFirst(slashes - 1)) : path
        return FilePaths.absolute(clean.removingPercentEncoding ?? clean)
    }
}
