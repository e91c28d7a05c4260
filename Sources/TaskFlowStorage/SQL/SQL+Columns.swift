package import TaskFlowSchema

extension SQL {
    /// The columns a schema reads, for `SELECT`; plain names are qualified by the table, expressions stand as they are.
    /// Made at each call: keep it in a `static let`.
    package static func columns<Root>(of schema: Schema<Root>, in table: StaticString) -> SQL {
        let names = schema.columns.map { column in
            column.utf8.allSatisfy(isNameByte) ? "\(table).\(column)" : column
        }
        return SQL(trusted: names.joined(separator: ", "))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
}
