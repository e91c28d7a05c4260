import TaskFlowDomain
import TaskFlowSchema
import TaskFlowStorage

/// What PostgreSQL's catalogue says of a table.
enum PostgresCatalogue {
    static func lines(of table: String, in tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try columns(table, tx) + constraints(table, tx) + indexes(table, tx) + triggers(table, tx)
    }

    private static func columns(_ table: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(
            """
            SELECT column_name, data_type, is_nullable, is_generated, is_identity, coalesce(collation_name, '') \
            FROM information_schema.columns WHERE table_schema = 'public' AND table_name = \(table)
            """
        ) { row in
            let type =
                switch row.text(1) {
                case "text" where row.text(5) == "C": "text"
                case "bigint", "boolean": "integer"
                default: row.text(1) + " " + row.text(5)
                }
            return "column \(row.text(0)) \(type)" + (row.text(2) == "YES" ? "" : " not null")
                + (row.text(3) == "ALWAYS" ? " generated" : "") + (row.text(4) == "YES" ? " identity" : "")
        }
    }

    private static func constraints(_ table: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(
            """
            SELECT contype::text, (SELECT string_agg(attname, ',' ORDER BY CASE contype WHEN 'c' THEN attname END, place) \
            FROM unnest(conkey) WITH ORDINALITY AS k (number, place) JOIN pg_attribute ON attrelid = conrelid \
            AND attnum = number), confrelid::regclass::text, (SELECT string_agg(attname, ',' ORDER BY place) \
            FROM unnest(confkey) WITH ORDINALITY AS k (number, place) JOIN pg_attribute ON attrelid = confrelid \
            AND attnum = number) FROM pg_constraint WHERE conrelid = to_regclass(\(table))
            """
        ) { row in
            switch row.text(0) {
            case "p": "primary key \(row.text(1))"
            case "u": "unique \(row.text(1))"
            case "f": "foreign key \(row.text(1)) -> \(row.text(2)) \(row.text(3))"
            case "c": "check of \(row.text(1))"
            default: "constraint \(row.text(0)) \(row.text(1))"
            }
        }
    }

    private static func indexes(_ table: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(
            """
            SELECT relname, indisunique, (SELECT string_agg(attname, ',' ORDER BY place) FROM unnest(indkey::int2[]) \
            WITH ORDINALITY AS k (number, place) JOIN pg_attribute ON attrelid = indrelid AND attnum = number), \
            coalesce(pg_get_expr(indpred, indrelid), '') FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid \
            WHERE indrelid = to_regclass(\(table)) AND NOT EXISTS (SELECT 1 FROM pg_constraint \
            WHERE conindid = indexrelid AND contype IN ('p', 'u'))
            """
        ) { row in
            "index \(row.text(0)) on \(row.text(2))" + (row.bool(1) ? " unique" : "")
                + (row.text(3).isEmpty ? "" : " where " + SchemaDescription.plain(row.text(3)))
        }
    }

    /// One trigger may stand for several events.
    private static func triggers(_ table: String, _ tx: borrowing Transaction) throws(TaskFlowError) -> [String] {
        try tx.all(
            """
            SELECT DISTINCT action_timing, event_manipulation FROM information_schema.triggers \
            WHERE event_object_schema = 'public' AND event_object_table = \(table)
            """
        ) { row in "trigger \(row.text(0).lowercased()) \(row.text(1).lowercased())" }
    }
}
