internal import Synchronization
package import TaskFlowDomain
package import TaskFlowSchema

/// A table whose rows hold an entity: its `INSERT` and `UPDATE` are made of the entity's schema.
package final class Table<Entity: Described>: Sendable {
    /// A column whose value follows from fields of the entity, such as the text that a search looks in.
    package struct Derived: Sendable {
        let column: String
        let fields: [String]
        let value: @Sendable (Entity) -> ColumnValue

        /// - Parameter fields: The fields it follows from, by their names on the wire.
        package init(
            _ column: String, from fields: [String], _ value: @escaping @Sendable (Entity) -> ColumnValue
        ) {
            self.column = column
            self.fields = fields
            self.value = value
        }
    }

    let name: String
    let derived: [Derived]
    private let columns: [(name: String, isWritten: Bool)]
    /// The `INSERT`s that were made, by the columns that their callers gave: there are few, and each is needed often.
    private let insertions = Mutex<[[String]: Insertion]>([:])

    /// - Parameters:
    ///   - generated: The column that the database fills by itself, if there is one.
    ///   - derived: Columns that follow from fields.
    package init(_ name: String, generated: String? = nil, derived: [Derived] = []) {
        self.name = name
        self.derived = derived
        columns = Entity.schema.storedColumns.map { ($0, $0 != generated) }
    }

    /// What an `UPDATE` from one value to another sets, and what the audit log tells of it.
    package func changes(from before: Entity, to after: Entity) -> Changes {
        let fields = Entity.schema.changes(from: before, to: after)
        var changes = Changes(fields)
        for column in derived where fields.contains(where: { column.fields.contains($0.name) }) {
            changes.set(column.column, column.value(after))
        }
        return changes
    }

    /// `INSERT INTO … (…) VALUES (…)` of an entity.
    ///
    /// - Parameters:
    ///   - own: Columns of the row that the entity does not have, or has otherwise.
    ///   - dialect: The engine's, where `own` has the column that the database fills by itself else.
    package func insertion(
        of item: Entity, _ own: [(column: String, value: SQL)], numbering dialect: Dialect? = nil
    ) -> SQL {
        let insertion = insertion(own.map(\.column), overriding: dialect == .postgres)
        var sql = SQL(trusted: insertion.beginning)
        for (index, column) in own.enumerated() {
            if index > 0 { sql += ", " }
            sql += column.value
        }
        sql.template += insertion.end
        for column in derived { sql.bindings.append(column.value(item)) }
        for (value, isWritten) in zip(Entity.schema.storedValues(of: item), insertion.isWritten) where isWritten {
            sql.bindings.append(value)
        }
        return sql
    }

    /// The parts of an `INSERT` that are the same each time.
    private struct Insertion {
        /// Up to the first of the caller's own values.
        let beginning: String
        /// Behind the last of them.
        let end: String
        /// Which of the entity's columns are written.
        let isWritten: [Bool]
    }

    private func insertion(_ own: [String], overriding: Bool) -> Insertion {
        insertions.withLock { made in
            let name = overriding ? own + ["OVERRIDING"] : own
            if let insertion = made[name] { return insertion }
            let insertion = make(own, overriding)
            made[name] = insertion
            return insertion
        }
    }

    private func make(_ own: [String], _ overriding: Bool) -> Insertion {
        let isWritten = columns.map { $0.isWritten && !own.contains($0.name) }
        let others = derived.map(\.column) + zip(columns, isWritten).filter(\.1).map(\.0.name)
        let places = Array(repeating: "\0", count: others.count).joined(separator: ", ")
        return Insertion(
            beginning: "INSERT INTO \(name) (\((own + others).joined(separator: ", ")))"
                + (overriding ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES (",
            end: (own.isEmpty || others.isEmpty ? "" : ", ") + places + ")", isWritten: isWritten)
    }
}

extension Transaction {
    /// Writes an entity into its table, unless a row with the same key is there; answers whether it was written.
    ///
    /// - Parameter own: Columns of the row that the entity does not have, or has otherwise.
    package borrowing func insert<Entity>(
        _ item: Entity, into table: Table<Entity>, _ own: [(column: String, value: SQL)]
    ) throws(TaskFlowError) -> Bool {
        try execute(table.insertion(of: item, own) + " ON CONFLICT DO NOTHING") == 1
    }

    /// Writes an entity into its table and reads the row as the database has it.
    ///
    /// - Parameters:
    ///   - own: Columns of the row that the entity does not have, or has otherwise.
    ///   - columns: What `read` takes.
    package borrowing func insert<Entity, Row>(
        _ item: Entity, into table: Table<Entity>, _ own: [(column: String, value: SQL)], returning columns: SQL,
        _ read: (any ColumnReader) -> Row?
    ) throws(TaskFlowError) -> Row {
        let row = try first(table.insertion(of: item, own) + " RETURNING " + columns, read)
        guard let row else { throw .internal("INSERT INTO \(table.name) returned no row") }
        return row
    }
}

/// What is to change in a row. The audit entry and the `UPDATE` are made of this one list, so that neither can tell of
/// something that the other does not have.
package struct Changes: Sendable {
    private let fields: [FieldChange]
    private var sets: [SQL]

    init(_ fields: [FieldChange]) {
        self.fields = fields
        sets = fields.flatMap(\.columns).map { Self.assignment($0.name, $0.value) }
    }

    /// Whether nothing changes.
    package var isEmpty: Bool { sets.isEmpty }

    /// The `SET` of an `UPDATE`: the columns that change and no others, so that only the indexes concerned are touched.
    package var assignments: SQL { .joined(sets, separator: ", ") }

    /// `{"field": {"before": …, "after": …}}` for the audit log.
    package var context: JSONObject { JSONObject(fields.filter(\.isLogged).map { ($0.name, $0.json) }) }

    /// The change of one field; `nil` where it stays.
    package subscript(name: String) -> JSON? { fields.first { $0.name == name }?.json }

    mutating func set(_ column: String, _ value: ColumnValue) { sets.append(Self.assignment(column, value)) }

    private static func assignment(_ column: String, _ value: ColumnValue) -> SQL {
        SQL(trusted: column + " = ") + SQL(binding: value)
    }
}
