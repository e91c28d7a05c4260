package import TaskFlowSchema

extension SQL {
    /// Collects the pieces of an interpolated statement.
    package struct StringInterpolation: StringInterpolationProtocol {
        var sql: SQL = ""

        /// Makes room for what is to come.
        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.template.reserveCapacity(literalCapacity + interpolationCount * 16)
            sql.bindings.reserveCapacity(interpolationCount)
        }

        /// The statement's own text.
        package mutating func appendLiteral(_ literal: String) { sql.template += literal }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some ColumnConvertible) { bind(value.columnValue) }

        /// Binds a value or NULL. Spelled out, as the compiler else takes an optional for a mistake.
        package mutating func appendInterpolation<Value: ColumnConvertible>(_ value: Value?) { bind(value.columnValue) }

        /// Splices a fragment with its values.
        package mutating func appendInterpolation(_ fragment: SQL) { sql.append(fragment) }

        /// Writes a literal into the text as it stands.
        package mutating func appendInterpolation(raw text: StaticString) { sql.template += text.description }

        /// Writes a list of column names, separated by commas; names of the program's own alone.
        package mutating func appendInterpolation(raw columns: [String]) {
            assert(columns.allSatisfy(SQL.isName), "not a column name: \(columns)")
            sql.template += columns.joined(separator: ", ")
        }

        /// Binds each value: `($1, $2, …)`. Without values it is `(NULL)`, which no value is `IN`.
        package mutating func appendInterpolation(list values: [some ColumnConvertible]) {
            if values.isEmpty { return sql.template += "(NULL)" }
            for (index, value) in values.enumerated() {
                sql.template += index == 0 ? "(" : ", "
                bind(value.columnValue)
            }
            sql.template += ")"
        }

        private mutating func bind(_ value: ColumnValue) {
            sql.template += "\0"
            sql.bindings.append(value)
        }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    }
}
