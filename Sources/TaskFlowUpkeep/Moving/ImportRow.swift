internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A row as a line of an export holds it.
struct ImportRow {
    let table: MovedTable
    /// In the order of the table's columns.
    let values: [ColumnValue]
    /// The places of the columns that the line does not have, as its file is older than they are.
    let missing: [Int]

    /// Reads a line; `nil` for a row of a table that is left behind. Every column must be there unless it has a default, and
    /// nothing else.
    init?(_ line: ImportLine) throws(TaskFlowError) {
        let object = try Self.object(line)
        guard let name = object["table"]?.stringValue else { throw .importFault(line.number, "it has no \"table\"") }
        if MovedTable.leftBehind.contains(where: { $0.isSpelled(name) }) { return nil }
        guard let table = MovedTable.all.first(where: { $0.name.isSpelled(name) }) else {
            throw .importFault(line.number, "there is no table \(name.shownName)")
        }
        var (values, missing): ([ColumnValue], [Int]) = ([], [])
        values.reserveCapacity(table.columns.count)
        for (index, column) in table.columns.enumerated() {
            if let json = object.value(of: column.name, at: index + 1 - missing.count) {
                values.append(try Self.value(json, column, table, line.number))
            } else if column.ifMissing != nil {
                missing.append(index)
                values.append(.null)
            } else {
                throw .importFault(line.number, "\(table.name).\(column.name) is missing")
            }
        }
        if object.members.count != values.count - missing.count + 1 {
            throw Self.stranger(in: object, table, line.number)
        }
        self.table = table
        self.values = table.refolded(missing.isEmpty ? values : table.completed(values, missing))
        self.missing = missing
    }

    private static func object(_ line: ImportLine) throws(TaskFlowError) -> JSONObject {
        let json: JSON
        do throws(JSONSyntaxError) { json = try JSONParser.parse(line.bytes) } catch {
            if !line.isWhole { throw .importFault(line.number, "the file is cut off here") }
            throw .importFault(line.number, "it is not JSON (\(error.message), character \(error.offset + 1))")
        }
        guard let object = json.objectValue else { throw .importFault(line.number, "it is not a JSON object") }
        return object
    }

    private static func value(
        _ json: JSON, _ column: MovedTable.Column, _ table: MovedTable, _ line: Int
    ) throws(TaskFlowError) -> ColumnValue {
        switch (json, column.kind) {
        case (.null, _): return .null
        case (.integer(let number), .integer): return .integer(number)
        case (.bool(let truth), .bool): return .bool(truth)
        case (.string(let text), .text): return .text(text)
        case (_, .integer): throw .importFault(line, "\(table.name).\(column.name) is not a 64-bit integer")
        case (_, .bool): throw .importFault(line, "\(table.name).\(column.name) is neither true nor false")
        case (_, .text): throw .importFault(line, "\(table.name).\(column.name) is not text")
        }
    }

    private static func stranger(in object: JSONObject, _ table: MovedTable, _ line: Int) -> TaskFlowError {
        let name = object.members.map(\.name).first { name in
            name != "table" && table.position(of: name) == nil
        }
        return .importFault(line, "\(table.name) has no column \((name ?? "").shownName)")
    }
}

extension JSONObject {
    /// Members stand where an export puts them, as a rule.
    fileprivate func value(of name: String, at index: Int) -> JSON? {
        if members.indices.contains(index), members[index].name.isSpelled(name) { return members[index].value }
        return self[name]
    }
}

extension MovedTable {
    /// The values with the defaults of those that are missing.
    fileprivate func completed(_ values: [ColumnValue], _ missing: [Int]) -> [ColumnValue] {
        var values = values
        for index in missing {
            switch columns[index].ifMissing {
            case .value(let value): values[index] = value
            case .copy(let other): values[index] = position(of: other).map { values[$0] } ?? .null
            case nil: break
            }
        }
        return values
    }
}
