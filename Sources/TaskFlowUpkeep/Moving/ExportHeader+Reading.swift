internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension ExportHeader {
    /// Reads the header of a file that is at its beginning.
    static func read(from file: ImportFile) throws(TaskFlowError) -> ExportHeader {
        guard let line = try file.next() else { throw .importFault("The file is empty") }
        if let kind = line.foreignKind { throw .importFault(kind) }
        guard let json = try? JSONParser.parse(line.bytes), let version = json[mark] else {
            throw .importFault("The file is no TaskFlow export: its first line is not \(mark)'s header")
        }
        guard version.integerValue == Self.version else {
            throw .importFault("The export has format \(version.shown), and this program reads \(Self.version)")
        }
        var header = ExportHeader(schema: try schema(json["schema"]))
        header.counts = try numbers(json["tables"], "tables", MovedTable.all)
        header.missing = Set(MovedTable.all.map(\.name)).subtracting(header.counts.keys)
        header.counters = try numbers(json["counters"], "counters", MovedTable.all.filter(\.isCounted))
        return header
    }

    private static func schema(_ json: JSON?) throws(TaskFlowError) -> Int {
        let newest = Migration.all.count
        guard let schema = json?.integerValue, schema > 0 else {
            throw .importFault("The header has no schema number")
        }
        if schema > newest {
            throw .importFault(
                "The export is newer than this program (schema \(schema), known up to \(newest)): update the program")
        }
        if schema < newest {
            throw .importFault(
                "The export has schema \(schema), and this program \(newest): export once more with this program, "
                    + "after its taskflow migrate")
        }
        return schema
    }

    private static func numbers(
        _ json: JSON?, _ member: String, _ tables: [MovedTable]
    ) throws(TaskFlowError) -> [String: Int] {
        guard let object = json?.objectValue else { throw .importFault("The header has no \"\(member)\"") }
        let known = tables.map(\.name) + MovedTable.leftBehind
        for (name, _) in object.members where !known.contains(where: { $0 == name }) {
            throw .importFault("The header's \"\(member)\" names \(name.shownName), which this schema does not have")
        }
        var numbers: [String: Int] = [:]
        for table in tables {
            if table.ifMissing != nil, object[table.name] == nil { continue }
            guard let number = object[table.name]?.integerValue, (0..<Int.max).contains(number) else {
                throw .importFault("The header's \"\(member)\" has no number for \(table.name)")
            }
            numbers[table.name] = number
        }
        return numbers
    }
}
