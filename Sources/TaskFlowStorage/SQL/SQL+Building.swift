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
