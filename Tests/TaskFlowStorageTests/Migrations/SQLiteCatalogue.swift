import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage

/// What SQLite's catalogue says of a table.
enum SQLiteCatalogue {
    static func lines(of table: String, in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        let text = try tx.value("SELECT sql FROM sqlite_master WHERE name = \(table)", as: String.self) ?? ""
        let columns = try tx.all("SELECT name FROM pragma_table_xinfo(\(table))") { $0.text(0) }
        return try columnLines(table, text, tx) + keys(table, tx) + foreignKeys(table, tx) + indexes(table, tx)
            + checks(text, columns) + triggers(table, tx)
    }

    private static func columnLines(
        _ table: String, _ text: String, _ tx: borrowing Transaction
    ) throws(TaskFlowError) -> [String] {
        try tx.all("SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(\(table))") { row in
            let isIdentity = text.contains("\(row.text(0)) INTEGER PRIMARY KEY AUTOINCREMENT")
            let isNeeded = row.integer(2) != 0 || row.integer(3) != 0
            return "column \(row.text(0)) \(row.text(1).split(separator: " ")[0].lowercased())"
                + (isNeeded ? " not null" : "") + (row.integer(4) == 3 ? " generated" : "")
                + (isIdentity ? " identity" : "")
        }
    }

    private static func keys(_ table: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        let primary = try tx.all("SELECT name FROM pragma_table_xinfo(\(table)) WHERE pk > 0 ORDER BY pk") {
            $0.text(0)
        }
        let unique = try tx.all("SELECT name FROM pragma_index_list(\(table)) WHERE origin = 'u'") { $0.text(0) }
        var lines = ["primary key " + primary.joined(separator: ",")]
        for name in unique { lines.append("unique " + (try columns(of: name, tx))) }
        return lines
    }

    private static func foreignKeys(_ table: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(
            """
            SELECT group_concat("from"), "table", group_concat("to") FROM (SELECT * FROM \
            pragma_foreign_key_list(\(table)) ORDER BY id, seq) GROUP BY id
            """
        ) { row in "foreign key \(row.text(0)) -> \(row.text(1)) \(row.text(2))" }
    }

    private static func indexes(_ table: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        var lines: [String] = []
        let all = try tx.all(
            """
            SELECT list.name, list."unique", sql FROM pragma_index_list(\(table)) AS list \
            JOIN sqlite_master ON sqlite_master.name = list.name WHERE origin = 'c'
            """
        ) { row in (name: row.text(0), isUnique: row.bool(1), text: row.text(2)) }
        for index in all {
            let condition = index.text.split(separator: " WHERE ").dropFirst().first.map(String.init)
            lines.append(
                "index \(index.name) on \(try columns(of: index.name, tx))" + (index.isUnique ? " unique" : "")
                    + (condition.map { " where " + SchemaDescription.plain($0) } ?? ""))
        }
        return lines
    }

    private static func columns(of index: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> String {
        try tx.all("SELECT name FROM pragma_index_info(\(index)) ORDER BY seqno") { $0.text(0) }.joined(separator: ",")
    }

    private static func triggers(_ table: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        let texts = try tx.all("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = \(table)") {
            $0.text(0)
        }
        return texts.flatMap { text in
            ["BEFORE UPDATE", "BEFORE DELETE", "AFTER INSERT", "AFTER UPDATE", "AFTER DELETE"].filter(text.contains).map
            {
                "trigger \($0.lowercased())"
            }
        }
    }

    /// Which columns each `CHECK` speaks of: the catalogue has nothing but the text of the table.
    private static func checks(_ text: String, _ columns: [String]) -> [String] {
        text.split(separator: "CHECK (").dropFirst().map { rest in
            var depth = 1
            let condition = rest.prefix { character in
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                return depth > 0
            }
            let words = Set(condition.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
            return "check of " + columns.filter(words.contains).sorted().joined(separator: ",")
        }
    }
}
