internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// What an engine says it is.
struct EngineVersion {
    let name: String
    let isSupported: Bool

    /// SQLite 3.40 and PostgreSQL 15 are the oldest that take the program's SQL.
    static func of(_ tx: borrowing Transaction) throws(TaskFlowError) -> EngineVersion {
        switch tx.dialect {
        case .sqlite:
            let text = try tx.value("SELECT sqlite_version()", as: String.self) ?? ""
            let parts = text.split(separator: ".").compactMap { Int($0) }
            return EngineVersion(name: "SQLite \(text)", isSupported: !parts.lexicographicallyPrecedes([3, 40]))
        case .postgres:
            let text = try tx.value("SELECT current_setting('server_version')", as: String.self) ?? ""
            let number = try tx.value("SELECT current_setting('server_version_num')::bigint", as: Int.self) ?? 0
            return EngineVersion(name: "PostgreSQL \(text)", isSupported: number >= 150_000)
        }
    }
}
