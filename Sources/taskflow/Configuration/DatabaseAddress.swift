internal import Foundation

/// Where the database is.
enum DatabaseAddress: Equatable, Sendable {
    /// An SQLite file, by its absolute path.
    case file(String)
    /// SQLite in the server's memory, gone when it ends.
    case memory
}

extension SettingParsers {
    /// `sqlite:///abs`, `sqlite:////abs`, `sqlite:relative.db` or `sqlite::memory:`.
    static func database(_ text: String) throws(SettingFault) -> DatabaseAddress {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        if scheme == "postgresql" || scheme == "postgres" {
            throw SettingFault("this build speaks SQLite only, not PostgreSQL")
        }
        guard scheme == "sqlite", text.contains(":") else {
            throw SettingFault("'\(text)' is not a database address like sqlite:///path/to/taskflow.db")
        }
        let place = String(text.dropFirst("sqlite:".count))
        if [":memory:", "//", "///:memory:"].contains(place) { return .memory }
        return .file(try path(place, of: text))
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
