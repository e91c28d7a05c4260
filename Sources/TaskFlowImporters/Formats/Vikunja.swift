internal import TaskFlowSchema

extension Reading {
    /// Vikunja's dump: a zip or its `data.json`.
    mutating func vikunja() throws(ImportFault) -> [ForeignProject] {
        guard let projects = try dump().arrayValue else { throw ImportFault("\(file.name) is no list of projects") }
        let relations = VikunjaRelations(projects)
        return projects.compactMap { project in
            let buckets = VikunjaBuckets(project)
            let tasks = (project["tasks"]?.arrayValue ?? []).compactMap { vikunjaTask($0, buckets, relations) }
            return tasks.isEmpty ? nil : ForeignProject(name: project["title"]?.word ?? "vikunja", tasks: tasks)
        }
    }

    private func dump() throws(ImportFault) -> JSON {
        if let member = file.members.first(where: { $0.path == "data.json" }) {
            return try Self.json(Array(try Self.text(member.bytes, member.path).utf8), "data.json")
        }
        guard file.bytes.starts(with: [0x50, 0x4B]) else { return try json() }
        let data = try ZipReader(file.bytes, file.name).member("data.json")
        return try Self.json(Array(try Self.text(data, "data.json").utf8), "data.json")
    }

    private mutating func vikunjaTask(
        _ row: JSON, _ buckets: VikunjaBuckets, _ relations: VikunjaRelations
    ) -> ForeignTask? {
        guard let id = row["id"]?.integerValue, let title = row["title"]?.word else {
            notes.add("A task has no id or no title: it is left out")
            return nil
        }
        var task = ForeignTask(id: String(id), title: title)
        task.description = HTMLText.markdown(row["description"]?.stringValue ?? "")
        setVikunjaState(row, buckets.title(of: row, id), &task)
        task.priorityWord = row["priority"]?.word
        task.priority = [1: "low", 3: "high", 4: "high", 5: "critical"][row["priority"]?.integerValue ?? 0] ?? "medium"
        addTags((row["labels"]?.arrayValue ?? []).compactMap { $0["title"]?.word }, to: &task)
        let people = (row["assignees"]?.arrayValue ?? []).compactMap { $0["username"]?.word }
        task.assignee = people.first
        if people.count > 1 { task.add("Assigned as well", people.dropFirst().joined(separator: ", ")) }
        task.due = ForeignTime.iso(row["due_date"]?.stringValue)
        task.notBefore = ForeignTime.iso(row["start_date"]?.stringValue)
        task.created = ForeignTime.iso(row["created"]?.stringValue)
        task.add("End", ForeignTime.iso(row["end_date"]?.stringValue))
        (task.parent, task.needs) = (relations.parents[task.id], relations.needs[task.id] ?? [])
        task.comments = (row["comments"]?.arrayValue ?? []).compactMap(Self.vikunjaComment)
        noteRest(of: row)
        return task
    }

    private mutating func setVikunjaState(_ row: JSON, _ bucket: String?, _ task: inout ForeignTask) {
        let part = row["percent_done"].flatMap { Double($0.text) } ?? 0
        task.progress = Int((min(max(part, 0), 1) * 100).rounded())
        if row["done"] == true {
            (task.status, task.statusWord) = (.completed, "done")
            task.completed = ForeignTime.iso(row["done_at"]?.stringValue)
        } else if let bucket {
            setStatus(bucket, of: &task)
            // Whether it is done says `done` alone.
            if task.status == .completed { (task.status, task.isDropped) = (.pending, false) }
        }
    }

    private static func vikunjaComment(_ comment: JSON) -> ForeignTask.Comment? {
        let text = HTMLText.markdown(comment["comment"]?.stringValue ?? "")
        let created = ForeignTime.iso(comment["created"]?.stringValue)
        return text.isEmpty ? nil : .init(author: comment["author"]?["username"]?.word, text: text, created: created)
    }

    private mutating func noteRest(of row: JSON) {
        noteMaker(row["created_by"]?["username"]?.word)
        if row["attachments"]?.isBlank == false { notes.add("Attached files are left out") }
        if row["reminders"]?.isBlank == false { notes.add("Reminders are left out") }
        if row["repeat_after"]?.isBlank == false || row["repeat_mode"]?.isBlank == false {
            notes.add("Tasks that come again are brought along once")
        }
        for member in row["related_tasks"]?.objectValue?.members ?? []
        where !VikunjaRelations.kept.contains(member.name) && !member.value.isBlank {
            notes.add("Relations of the kind '\(member.name)' hold nothing up: they are left out")
        }
    }
}

/// The tree and the order that the tasks of a dump tell, each from either of its two ends.
private struct VikunjaRelations {
    static let kept: Set<String> = ["subtask", "parenttask", "blocking", "blocked"]

    private(set) var parents: [String: String] = [:]
    private(set) var needs: [String: [String]] = [:]

    init(_ projects: [JSON]) {
        var seen: Set<[String]> = []
        func need(_ other: String, _ id: String) {
            if seen.insert([id, other]).inserted { needs[id, default: []].append(other) }
        }
        for row in projects.flatMap({ $0["tasks"]?.arrayValue ?? [] }) {
            guard let id = row["id"]?.word, let related = row["related_tasks"] else { continue }
            func others(_ kind: String) -> [String] { (related[kind]?.arrayValue ?? []).compactMap { $0["id"]?.word } }
            if let parent = others("parenttask").first { parents[id] = parent }
            for child in others("subtask") where parents[child] == nil { parents[child] = id }
            for other in others("blocked") { need(other, id) }
            for other in others("blocking") { need(id, other) }
        }
    }
}

/// The columns of a project's board.
private struct VikunjaBuckets {
    private var titles: [Int: String] = [:]
    private var places: [Int: Int] = [:]

    init(_ project: JSON) {
        for bucket in project["buckets"]?.arrayValue ?? [] {
            if let id = bucket["id"]?.integerValue { titles[id] = bucket["title"]?.word }
        }
        for place in project["task_buckets"]?.arrayValue ?? [] {
            if let task = place["task_id"]?.integerValue { places[task] = place["bucket_id"]?.integerValue }
        }
    }

    /// The name of the column that a task stands in; `nil` for none.
    func title(of row: JSON, _ id: Int) -> String? {
        (places[id] ?? row["bucket_id"]?.integerValue).flatMap { titles[$0] }
    }
}
