package import TaskFlowSchema

extension SQL {
    /// One placeholder with its value.
    init(binding value: ColumnValue) {
        template = "\0"
        bindings = [value]
    }

    /// Appends a fragment with its values.
    package mutating func append(_ fragment: SQL) {
        // A lock that SQLite does not need, on each call: the text is not copied for nothing.
        guard !fragment.isEmpty else { return }
        template += fragment.template
        bindings += fragment.bindings
    }

    /// The same statement with other values: a statement of fixed shape is put together once and then only bound.
    package func binding(_ values: ColumnValue...) -> SQL {
        assert(values.count == bindings.count, "as many values as placeholders")
        var bound = self
        bound.bindings = values
        return bound
    }

    /// A row of values in parentheses, as it follows VALUES or stands in a comparison: `(?, ?)`.
    package static func row(of values: [ColumnValue]) -> SQL {
        var row = SQL(trusted: "(" + Array(repeating: "\0", count: values.count).joined(separator: ", ") + ")")
        row.bindings = values
        return row
    }

    /// One fragment after the other.
    package static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    /// Appends a fragment.
    package static func += (left: inout SQL, right: SQL) { left.append(right) }

    /// The fragments that are not empty, with a separator between them: conditions by `" AND "`, assignments by `", "`.
    package static func joined(_ fragments: [SQL], separator: StaticString = " AND ") -> SQL {
        var all: SQL = ""
        for fragment in fragments where !fragment.isEmpty {
            if !all.isEmpty { all.template += separator.description }
            all.append(fragment)
        }
        return all
    }

    /// `LIKE` with a pattern that finds the text anywhere, taken literally: `"title_folded \(SQL.like(containing: text))"`.
    ///
    /// `LIKE` here heeds case on both engines, so compare what has been folded already.
    package static func like(containing text: String) -> SQL {
        let pattern = "%" + escaped(text) + "%"
        return "LIKE \(pattern) ESCAPE '\\'"
    }

    private static func escaped(_ text: String) -> String {
        var pattern = ""
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == #"\"# { pattern.unicodeScalars.append(#"\"#) }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern
    }
}

extension SQL {
    /// The columns a schema reads, for `SELECT`; plain names are qualified by the table, expressions stand as they are.
    /// Made at each call: keep it in a `static let`.
    package static func columns<Root>(of schema: Schema<Root>, in table: StaticString) -> SQL {
        columns(schema.columns, in: table)
    }

    /// Some columns that a schema reads, in the same way.
    package static func columns(_ columns: [String], in table: StaticString) -> SQL {
        let names = columns.map { column in
            column.utf8.allSatisfy(isNameByte) ? "\(table).\(column)" : column
        }
        return SQL(trusted: names.joined(separator: ", "))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
}

extension SQL {
    /// Whether a text would begin or end a transaction, which belongs to the engine alone.
    package var isTransactionControl: Bool { Self.isTransactionControl(template) }

    static func isTransactionControl(_ text: String) -> Bool {
        let word = text.drop(while: \.isWhitespace).prefix(while: \.isLetter).uppercased()
        return ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "PREPARE"].contains(
            word)
    }
}
