internal import TaskFlowSchema

extension Reading {
    /// A folder of Backlog.md: `tasks`, `completed`, and on request `drafts` and `archive`.
    mutating func backlog() throws(ImportFault) -> [ForeignProject] {
        guard !file.members.isEmpty else { throw ImportFault("Backlog.md is a folder: name the folder 'backlog'") }
        var tasks: [ForeignTask] = []
        var name = file.stem
        for member in file.members.sorted(by: { $0.path < $1.path }) {
            let folders = member.path.split(separator: "/").dropLast()
            if member.path.hasSuffix("config.yml") {
                let config = FrontMatter(block: try Self.text(member.bytes, member.path))
                name = config.text("project_name") ?? name
            }
            guard member.path.hasSuffix(".md") else { continue }
            let isAside = folders.contains { $0 == "drafts" || $0 == "archive" }
            if isAside, !wishes.includesDropped {
                notes.add("Drafts and archived tasks are left out: --include-dropped brings them")
                continue
            }
            guard let page = FrontMatter(page: try Self.text(member.bytes, member.path)) else {
                let isReadme = member.path.lowercased().hasSuffix("readme.md")
                if !isReadme { notes.add("\(member.path) has no front matter: it is left out") }
                continue
            }
            guard var task = backlogTask(page, member.path) else { continue }
            if isAside {
                task.isDropped = true
                // Drafts are numbered by themselves.
                if folders.contains("drafts") { task.id = "draft-\(task.id)" }
            }
            tasks.append(task)
        }
        return [ForeignProject(name: name, tasks: tasks)]
    }

    /// Ids are told apart by their numbers: prefixes are renamed, and written in either case.
    private static func number(_ id: String) -> String {
        let digits = id.drop { !$0.isNumber }
        let parts = digits.split(separator: ".").map { part in
            let number = part.drop { $0 == "0" }
            return number.isEmpty ? "0" : String(number)
        }
        return parts.isEmpty ? id.lowercased() : parts.joined(separator: ".")
    }

    private mutating func backlogTask(_ page: FrontMatter, _ path: String) -> ForeignTask? {
        guard let id = page.text("id"), let title = page.text("title") else {
            notes.add("\(path) has no id or no title: it is left out")
            return nil
        }
        var task = ForeignTask(id: Self.number(id), title: title)
        task.description = Self.plain(page.body)
        setStatus(page.text("status"), of: &task)
        setPriority(page.text("priority"), of: &task)
        let people = page.list("assignee")
        task.assignee = people.first
        if people.count > 1 { task.add("Assigned as well", people.dropFirst().joined(separator: ", ")) }
        addTags(page.list("labels"), to: &task)
        if let milestone = page.text("milestone") { addTags([milestone], to: &task) }
        task.created = ForeignTime.iso(page.text("created_date"))
        task.completed = ForeignTime.iso(page.text("completed_date"))
        if task.status == .completed { task.completed = task.completed ?? ForeignTime.iso(page.text("updated_date")) }
        task.parent = page.text("parent_task_id").map(Self.number)
        task.needs = page.list("dependencies").map(Self.number)
        for reference in page.list("references") + page.list("documentation") { addLink(reference, to: &task) }
        for (key, heading) in [("modified_files", "Modified files"), ("type", "Type")] {
            task.add(heading, page.list(key).joined(separator: "\n"))
        }
        noteMaker(page.text("reporter"))
        return task
    }

    /// The body without the marks of its sections.
    private static func plain(_ body: String) -> String {
        let text = body.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !($0.trimmed.hasPrefix("<!--") && $0.trimmed.hasSuffix("-->")) }
            .joined(separator: "\n").trimmed
        // What comes first is the description, whatever stands over it.
        let heading = "## Description"
        return text.hasPrefix(heading + "\n") ? text.dropFirst(heading.count).trimmed : text
    }
}
