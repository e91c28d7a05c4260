internal import TaskFlowImporters
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `taskflow import FILE`: brings tasks along from another tool.
struct ImportCommand {
    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run() async throws(ClientFailure) {
        let (said, file, settings) = try read()
        let server = ImportServer(client: client, settings: settings)
        var people = ImportPeople(said: said.people, workers: try await server.workers())
        // Nothing is sent before all of it is known to be sendable.
        var loads: [Load] = []
        for project in try projects(file, said) { loads.append(try load(project, file.format, said, &people)) }
        for (place, load) in loads.enumerated() {
            if said.isDryRun, !said.isJSON {
                let picture = ImportPicture(project: load.project, slug: load.slug, terminal: client.console.terminal)
                client.console.print(picture.lines(file.format, people).joined(separator: "\n"))
            }
            do throws(ClientFailure) { try await bring(load, said, server) } catch {
                if place > 0 { client.console.note("What came before stays: the next run brings the rest") }
                throw error
            }
        }
        tell(file.notes + loads.flatMap(\.body.notes), people)
        if said.isDryRun, !said.isJSON { client.console.note("Nothing was made: this is what the import would do") }
    }

    /// One project's tasks, ready to be sent.
    private struct Load {
        let project: ForeignProject
        let slug: String
        let body: ImportBody
    }

    private func read() throws(ClientFailure) -> (ImportLine, ForeignFile, ClientSettings) {
        do throws(UsageError) {
            let said = try ImportLine(line)
            let source = try ImportInput.read(said.path)
            let settings = try ClientSettings(said.options, environment: client.environment)
            do throws(ImportFault) { return (said, try ImportReader.read(source, said.wishes), settings) } catch {
                throw UsageError(error.message, hint: "taskflow import --help")
            }
        } catch {
            throw .usage(error)
        }
    }

    /// The projects of a file, without what was given up there, or with it as completed. Where one project is named, all tasks
    /// come into that, and those of each project there have its name as a tag.
    private func projects(_ file: ForeignFile, _ said: ImportLine) throws(ClientFailure) -> [ForeignProject] {
        var projects = file.projects
        if (said.project ?? client.project?.project) != nil { projects = [ForeignProject(merging: projects)] }
        for place in projects.indices where !said.includesDropped {
            let dropped = projects[place].tasks.count(where: \.isDropped)
            projects[place].tasks.removeAll(where: \.isDropped)
            guard dropped > 0 else { continue }
            client.console.note(
                "\(ImportPicture.count(dropped)) given up there, left out: --include-dropped brings them")
        }
        projects.removeAll { $0.tasks.isEmpty }
        guard !projects.isEmpty else {
            tell(file.notes, nil)
            throw .refused("There are no tasks in \(said.path)")
        }
        return projects
    }

    private func load(
        _ project: ForeignProject, _ format: ImportFormat, _ said: ImportLine, _ people: inout ImportPeople
    ) throws(ClientFailure) -> Load {
        let (count, limit) = (project.tasks.count, ImportBody.taskLimit)
        guard count <= limit else {
            throw .refused(
                "Project \(project.name) has \(count) tasks, and \(limit) can be imported at once: split the file")
        }
        let slug = said.project ?? client.project?.project ?? ForeignText.slug(project.name)
        let body = ImportBody(project.tasks, format, into: slug, said, &people)
        guard body.bytes.count <= ImportBody.byteLimit else {
            throw .refused("Project \(project.name) is larger than \(ImportBody.byteLimit >> 20) MiB: split the file")
        }
        return Load(project: project, slug: slug, body: body)
    }

    private func bring(_ load: Load, _ said: ImportLine, _ server: ImportServer) async throws(ClientFailure) {
        let isThere = try await server.has(load.slug)
        if !isThere, said.isDryRun {
            if said.isJSON {
                let report: JSON = [
                    "created": .integer(load.project.tasks.count), "skipped": 0, "left_out": 0,
                    "tasks": [], "warnings": [], "warning_count": 0,
                ]
                client.console.print(report.text)
            }
            return client.console.note("Project \(load.slug) is not there yet: the import makes it")
        }
        if !isThere { try await server.make(load.slug, load.project.name) }
        do throws(ClientFailure) {
            let answer = try await server.bring(load.body.bytes, isDryRun: said.isDryRun)
            try ImportTelling(console: client.console, said: said, slug: load.slug).tell(answer, isNew: !isThere)
        } catch {
            // All of it or nothing: the project that was made for it goes too, if it is empty still.
            // Where the server may be at it still, nothing is known of it.
            if !isThere, case .declined(let answer) = error, answer.status < 500, answer.retryAfter == nil {
                await server.remove(load.slug)
            }
            throw error
        }
    }

    /// A word of a shell, whatever is in it.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }

    private func tell(_ notes: [String], _ people: ImportPeople?) {
        for note in notes { client.console.note(TerminalText.line(note)) }
        let strangers = people?.strangers ?? []
        for (person, count) in strangers.prefix(20) {
            let tasks = ImportPicture.count(count)
            client.console.note(
                TerminalText.line(
                    "\(person) is nobody here, and has \(tasks): --map \(Self.quoted("\(person)=@HANDLE")) says who it is"
                ))
        }
        if strangers.count > 20 { client.console.note("… and \(strangers.count - 20) more who are nobody here") }
        for name in people?.unused ?? [] { client.console.note(TerminalText.line("--map: no task is \(name)'s")) }
    }
}

extension ForeignProject {
    /// All tasks of several projects; of which one they were says a tag.
    fileprivate init(merging projects: [ForeignProject]) {
        self.init(name: projects.first?.name ?? "", tasks: projects.first?.tasks ?? [])
        guard projects.count > 1 else { return }
        tasks = projects.flatMap { project in
            project.tasks.map { task in
                var task = task
                let tag = ForeignText.tag(project.name)
                if let tag, !task.tags.contains(tag), task.tags.count < 49 { task.tags.append(tag) }
                return task
            }
        }
    }
}
