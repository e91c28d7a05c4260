internal import TaskFlowSchema

/// Finds out what a file is, by what is in it. A name counts only where the content cannot tell.
enum Recognition {
    static func format(of file: ImportSourceFile) throws(ImportFault) -> ImportFormat {
        if !file.members.isEmpty {
            if file.members.contains(where: { $0.path.hasSuffix(".md") }) { return .backlog }
            if file.members.contains(where: { $0.path == "data.json" }) { return .vikunja }
            throw ImportFault("\(file.name) holds no tasks: a folder is one of Backlog.md or of Vikunja's dump")
        }
        if file.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .vikunja }
        let text = try Reading.text(file.bytes, file.name)
        if let format = try json(text, file) { return format }
        if let format = csv(text) { return format }
        let name = file.name.lowercased()
        if name.hasSuffix("todo.txt") || name.hasSuffix("done.txt") { return .todotxt }
        if name.hasSuffix(".csv") { return .csv }
        let names = ImportFormat.allCases.map(\.rawValue).joined(separator: "|")
        throw ImportFault("Cannot tell what \(file.name) is: say --from \(names)")
    }

    private static func json(_ text: String, _ file: ImportSourceFile) throws(ImportFault) -> ImportFormat? {
        let start = text.drop { $0.isWhitespace }
        guard start.first == "{" || start.first == "[" else { return nil }
        let line = start.prefix { !$0.isNewline }
        if line.contains("\"taskflow_export\"") {
            throw ImportFault("\(file.name) is a whole database: taskflow database import reads it")
        }
        // An object a line: the first tells, and the others are read later.
        if line.first == "{", let first = try? JSONParser.parse(line.utf8), first["cards"] == nil,
            let format = row(first)
        {
            return format
        }
        let json = try Reading.json(Array(text.utf8), file.name)
        if let rows = json.arrayValue {
            guard let first = rows.first else { throw ImportFault("\(file.name) holds no tasks") }
            if first["tasks"]?.arrayValue != nil || first["parent_project_id"] != nil { return .vikunja }
            return row(first)
        }
        if json["cards"]?.arrayValue != nil { return .trello }
        if json["tasks"]?.arrayValue != nil { return .taskmaster }
        if json.objectValue?.members.contains(where: { $0.value["tasks"]?.arrayValue != nil }) == true {
            return .taskmaster
        }
        if json["idList"] != nil, json["idBoard"] != nil {
            throw ImportFault("\(file.name) is one card of Trello: export the board, by its menu")
        }
        return nil
    }

    private static func row(_ row: JSON) -> ImportFormat? {
        if row["uuid"] != nil, row["entry"] != nil { return .taskwarrior }
        if row["number"] != nil, row["title"] != nil { return .github }
        if row["issue_type"] != nil || row["_type"] != nil { return .beads }
        let hasBasics = ["id", "title", "status", "created_at"].allSatisfy { row[$0] != nil }
        if hasBasics, row["priority"]?.integerValue != nil { return .beads }
        return nil
    }

    private static func csv(_ text: String) -> ImportFormat? {
        let header = text.prefix { !$0.isNewline }.lowercased()
        if header.hasPrefix("type,content") { return .todoist }
        if header.contains("issue key"), header.contains("summary") { return .jira }
        if header.contains("\"id\""), header.contains("\"title\""),
            header.contains("uuid") || header.contains("parent issue")
        {
            return .linear
        }
        if header.hasPrefix("id,team,title") { return .linear }
        return nil
    }
}
