internal import TaskFlowSchema

/// Finds out what a file is, by what is in it. A name counts only where the content cannot tell.
enum Recognition {
    static func format(of file: ImportSourceFile) throws(ImportFault) -> ImportFormat {
        if !file.members.isEmpty { return try folder(file) }
        if file.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .vikunja }
        let text = try Reading.text(file.bytes, file.name)
        let name = file.name.lowercased()
        let isList = name.hasSuffix("todo.txt") || name.hasSuffix("done.txt")
        do throws(ImportFault) {
            if let format = try json(text, file) { return format }
        } catch {
            // A line of todo.txt may begin with a bracket.
            if !isList { throw error }
        }
        if let format = csv(text, name) { return format }
        if isList { return .todotxt }
        if name.hasSuffix(".csv") { return .csv }
        let names = ImportFormat.allCases.map(\.rawValue).joined(separator: "|")
        throw ImportFault("Cannot tell what \(file.name) is: say --from \(names)")
    }

    private static func folder(_ file: ImportSourceFile) throws(ImportFault) -> ImportFormat {
        if file.members.contains(where: { $0.path.hasSuffix(".md") }) { return .backlog }
        if file.members.contains(where: { $0.path == "data.json" }) { return .vikunja }
        throw ImportFault("\(file.name) holds no tasks: a folder is one of Backlog.md or of Vikunja's dump")
    }

    /// Refuses a database of this program's, which `taskflow database export` wrote: its first line says so.
    static func refuseDatabase(_ file: ImportSourceFile) throws(ImportFault) {
        guard isDatabase(file.bytes) else { return }
        throw ImportFault(
            "\(file.name) is a whole database of TaskFlow: use taskflow database import FILE")
    }

    /// Whether a file's first line is the header of a database's export.
    static func isDatabase(_ bytes: some Sequence<UInt8>) -> Bool {
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(65_536)
        return (try? JSONParser.parse(Array(line)))?["taskflow_export"] != nil
    }

    private static func json(_ text: String, _ file: ImportSourceFile) throws(ImportFault) -> ImportFormat? {
        let start = text.utf8.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        guard let sign = start.first, sign == UInt8(ascii: "{") || sign == UInt8(ascii: "[") else { return nil }
        // An object a line: the first that says so tells, and the others are read later.
        if sign == UInt8(ascii: "{"), let format = firstRows(start) { return format }
        let json = try Reading.json(Array(text.utf8), file.name)
        if let rows = json.arrayValue {
            guard let first = rows.first else { throw ImportFault("\(file.name) holds no tasks") }
            if first["tasks"]?.arrayValue != nil || first["parent_project_id"] != nil { return .vikunja }
            return row(first)
        }
        if json["cards"]?.arrayValue != nil { return .trello }
        try refuseCard(json, file.name)
        let tags = json.objectValue?.members.contains { $0.value["tasks"]?.arrayValue != nil }
        return json["tasks"]?.arrayValue != nil || tags == true ? .taskmaster : nil
    }

    /// One card's export looks like a board's.
    static func refuseCard(_ json: JSON, _ name: String) throws(ImportFault) {
        guard json["cards"] == nil, json["idList"] != nil || json["idBoard"] != nil else { return }
        throw ImportFault("\(name) is one card of Trello: export the board, by its menu")
    }

    private static func firstRows(_ text: Substring.UTF8View) -> ImportFormat? {
        for line in text.split(separator: UInt8(ascii: "\n"), maxSplits: 3).prefix(3) {
            guard line.count <= 1 << 20, let object = try? JSONParser.parse(Array(line)), object["cards"] == nil else {
                return nil
            }
            if let format = row(object) { return format }
        }
        return nil
    }

    private static func row(_ row: JSON) -> ImportFormat? {
        if row["uuid"] != nil, row["entry"] != nil { return .taskwarrior }
        if row["title"] != nil, row["number"] != nil || row["stateReason"] != nil || row["closedAt"] != nil {
            return .github
        }
        if row["issue_type"] != nil || row["_type"] != nil { return .beads }
        let hasBasics = ["id", "title", "status"].allSatisfy { row[$0] != nil }
        return hasBasics && (row["priority"]?.integerValue != nil || row["created_at"] != nil) ? .beads : nil
    }

    private static func csv(_ text: String, _ name: String) -> ImportFormat? {
        let line = Reading.lines(of: String(text.prefix(20_000))).first ?? ""
        guard let table = try? CSVTable(line, name) else { return nil }
        if ["type", "content", "indent"].allSatisfy(table.has) { return .todoist }
        if ["issue key", "summary"].allSatisfy(table.has) { return .jira }
        guard ["id", "title"].allSatisfy(table.has) else { return nil }
        let isLong = table.has("uuid") || table.has("parent issue") || (table.has("team") && table.has("creator"))
        return isLong || name.contains("linear") ? .linear : nil
    }
}
