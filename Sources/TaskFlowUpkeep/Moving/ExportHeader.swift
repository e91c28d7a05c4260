internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// The first line of an export: what the file is, and what it holds. No time stands in it, so that the same data are the
/// same file.
struct ExportHeader: Sendable, Equatable {
    /// The version of the file's own form.
    static let version = 1
    /// The member that tells an export from any other file.
    static let mark = "taskflow_export"

    /// The number of the newest migration.
    var schema: Int
    /// How many rows each table has.
    var counts: [String: Int] = [:]
    /// The highest number that was given, of each table that is counted.
    var counters: [String: Int] = [:]
    /// The tables of this program that a file does not tell of, as it is older than they are.
    var missing: Set<String> = []

    /// What a database would be exported with.
    static func of(_ tx: borrowing Transaction) throws(TaskFlowError) -> ExportHeader {
        var header = ExportHeader(schema: try Migration.version(in: tx))
        try header.checkSchema()
        try Migration.requireKnown(in: tx)
        for table in MovedTable.all {
            header.counts[table.name] = try table.count(in: tx)
            if table.isCounted { header.counters[table.name] = try table.counter(in: tx) }
        }
        return header
    }

    /// The line, with its end.
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name(Self.mark)
        writer.integer(Self.version)
        writer.name("schema")
        writer.integer(schema)
        write("tables", MovedTable.all, counts, to: &writer)
        write("counters", MovedTable.all.filter(\.isCounted), counters, to: &writer)
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private func write(_ name: String, _ tables: [MovedTable], _ values: [String: Int], to writer: inout JSONWriter) {
        writer.name(name)
        writer.beginObject()
        for table in tables {
            writer.name(table.name)
            writer.integer(values[table.name] ?? 0)
        }
        writer.endObject()
    }

    private func checkSchema() throws(TaskFlowError) {
        let newest = Migration.all.count
        guard schema != newest else { return }
        if schema == 0 { throw .unavailable("The database is empty: no server has used it yet") }
        try Migration.check(schema, newest: newest)
        throw .unavailable(
            "The database has schema \(schema), and this program knows \(newest): run taskflow migrate first")
    }
}
