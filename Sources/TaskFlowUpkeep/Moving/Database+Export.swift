package import TaskFlowDomain
internal import TaskFlowSchema
package import TaskFlowStorage

extension Database {
    /// Writes all that the database holds as JSON Lines: a header, then every row of every table in the order of its key.
    /// The same data are the same bytes on whichever engine, and all of it is of one moment, whoever writes meanwhile.
    ///
    /// - Returns: How many rows of each table were written.
    package func export(to file: ExportFile) async throws(TaskFlowError) -> MovedCounts {
        try await read { tx throws(TaskFlowError) in
            // The unit of work may run twice: then the file is begun anew.
            try file.restart()
            let header = try ExportHeader.of(tx)
            try file.append(header.line)
            for table in MovedTable.all {
                var count = 0
                try table.rows(in: tx) { row throws(TaskFlowError) in
                    try file.append(table.line(row))
                    count += 1
                }
                guard count == header.counts[table.name] else { throw .internal("\(table.name) changed meanwhile") }
            }
            return MovedCounts(header.counts)
        }
    }
}

extension MovedTable {
    /// A row as a line of the file, with its end.
    fileprivate func line(_ row: [ColumnValue]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("table")
        writer.string(name)
        for (column, value) in zip(columns, row) {
            writer.name(column.name)
            switch value {
            case .null: writer.null()
            case .integer(let number): writer.integer(number)
            case .bool(let truth): writer.bool(truth)
            case .text(let text): writer.string(text)
            }
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
