import TaskFlowDomain
import TaskFlowOperations
import TaskFlowSchema
import TaskFlowStorage
import TaskFlowTestSupport
import Testing

/// A row that is copied to JSON is what its value would be written as, and is refused where its value is: by both engines.
@Suite(.timeLimit(.minutes(5))) struct RowCopyTests {
    @Test(arguments: Engine.all) func `a task both ways`(_ engine: Engine) async throws {
        try await Self.compare(TaskItem.schema, on: engine) { column, generator in
            let isText = ["title", "description", "assigned_to", "remark_text", "tags"].contains(column)
            return isText ? Self.texts.randomElement(using: &generator) ?? "" : Self.typical(column, &generator)
        }
    }

    @Test(arguments: Engine.all) func `others both ways`(_ engine: Engine) async throws {
        try await Self.compare(Worker.schema, on: engine) { Self.typical($0, &$1) }
        try await Self.compare(Project.schema, on: engine) { Self.typical($0, &$1) }
        try await Self.compare(AuditEntry.schema, on: engine) { Self.typical($0, &$1) }
        try await Self.compare(AccessKey.schema, on: engine) { Self.typical($0, &$1) }
    }

    /// Rows with something in each column, now and then what does not belong there.
    private static func compare<Root: Described>(
        _ schema: Schema<Root>, on engine: Engine, _ typical: (String, inout SeededGenerator) -> SQL
    ) async throws {
        var generator = SeededGenerator(seed: 14)
        var rows: [SQL] = []
        for _ in 0..<400 {
            let values = schema.columns.map { column -> SQL in
                let isOdd = Int.random(in: 0..<60, using: &generator) == 0
                return isOdd ? odd(engine).randomElement(using: &generator) ?? "NULL" : typical(column, &generator)
            }
            rows.append("SELECT " + .joined(values, separator: ", "))
        }
        let selects = rows
        try await engine.withDatabase { database in
            let seen = try await database.read { tx throws(TaskFlowError) -> [(String?, String?)] in
                var seen: [(String?, String?)] = []
                for select in selects {
                    try tx.each(select) { row throws(TaskFlowError) in
                        var (long, short) = (JSONWriter(), JSONWriter())
                        let value = schema.read(row)
                        value.map { schema.encode($0, to: &long) }
                        let isWhole = schema.whole.write(row, to: &short)
                        seen.append((value.map { _ in text(&long) }, isWhole ? text(&short) : nil))
                        return true
                    }
                }
                return seen
            }
            #expect(seen.count == selects.count)
            #expect(seen.contains { $0.0 != nil } && seen.contains { $0.0 == nil })
            for (long, short) in seen { #expect(long == short) }
        }
    }

    private static func text(_ writer: inout JSONWriter) -> String { String(decoding: writer.finish(), as: UTF8.self) }

    /// Texts that need escapes, are no ASCII, or are long, at every place of a word of eight bytes.
    private static let texts: [SQL] =
        (0..<20).map { "\(String(repeating: "a", count: $0) + "é\"\\\u{7F}\u{1}\n")" }
        + (0..<20).map { "\(String(repeating: "b", count: $0))" } + (0..<20).map { "\(" b\($0) c:\($0) ")" }
        + ["\("μύθος 🎉")", "\("\u{2028}")", "\(String(repeating: "long ", count: 900))"]

    private static func typical(_ column: String, _ generator: inout SeededGenerator) -> SQL {
        let known: [String: [SQL]] = [
            "status": ["\("pending")", "\("in_progress")", "\("active")"], "priority": ["\(0)", "\(3)"],
            "type": ["\("agent")", "\("human")"], "requires": ["\("[]")", "\(#"["swift"]"#)"],
            "capabilities": ["\("[]")", "\(#"["swift","é"]"#)"], "context": ["\("{}")", "\(#"{"a":[1.5,null]}"#)"],
            "entity_type": ["\("task")"], "actor_type": ["\("agent")"], "via": ["\("rest")"],
            "action": ["\("created")", "\("new_word")"], "remark_action": ["\("created")", "NULL"],
            "('away')": ["\("active")", "\("away")"], "review_by": ["\("anyone")", "\("person")"],
            "review_required": ["\(true)", "\(false)"], "blocked_kind": ["\("reason")", "NULL"],
            "scopes": ["\("tasks:read")"],
        ]
        if let values = known[column] { return values.randomElement(using: &generator) ?? "NULL" }
        let isNumber =
            column.contains("(") || ["_at", "_date", "_before", "_id", "_percent"].contains { column.hasSuffix($0) }
            || ["id", "version", "waits", "open_children", "holding", "max_held"].contains(column)
        if Int.random(in: 0..<8, using: &generator) == 0 { return "NULL" }
        if !isNumber { return texts.randomElement(using: &generator) ?? "NULL" }
        return ["\(0)", "\(7)", "\(-12)", "\(Int.max)", "\(Int.min)", "\(1_760_000_000_123)"]
            .randomElement(using: &generator) ?? "NULL"
    }

    /// What belongs in hardly any column. SQLite lets text be what it likes.
    private static func odd(_ engine: Engine) -> [SQL] {
        let invalid: [SQL] = ["CAST(x'c3286120ff' AS TEXT)", "CAST(x'61c3' AS TEXT)", "1.5", "x'7b7d'"]
        return ["NULL", "\("nothing known")", "\(99)", "\("[1")", "\("")"] + (engine == .sqlite ? invalid : [])
    }
}
