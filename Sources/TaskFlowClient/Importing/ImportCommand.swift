internal import TaskFlowImporters
internal import TaskFlowOperations
internal import TaskFlowSchema

/// `taskflow import FILE`: brings tasks along from another tool.
struct ImportCommand {
    /// How long the server may take for one project, in seconds.
    private static let patience = 600

    let client: CommandLineClient
    /// What follows the command's word.
    let line: [String]

    func run() async throws(ClientFailure) {
        let (said, file, settings) = try read()
        var people = try await people(said, settings)
        for project in try projects(file, said) {
            let slug = said.project ?? client.project?.project ?? ForeignText.slug(project.name)
            let picture = ImportPicture(project: project, slug: slug, width: client.console.terminal.width)
            let body = ImportBody.json(project.tasks, file.format, into: slug, said, &people)
            try check(project, body)
            if said.isDryRun, !said.isJSON { show(picture, file.format) }
            let isThere = try await find(slug, settings)
            if !isThere {
                if said.isDryRun {
                    client.console.note("Project \(slug) is not there yet: the import makes it")
                    continue
                }
                try await make(slug, project.name, settings)
            }
            try await send(body, slug, said, settings)
        }
        tell(file.notes, people.strangers, said)
        if said.isDryRun, !said.isJSON {
            client.console.note("Nothing was made: this is what the import would do")
        }
    }

    private static func tasks(_ count: Int) -> String { count == 1 ? "1 task" : "\(count) tasks" }

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

    /// The projects of a file, without what was given up there, or with it as completed.
    private func projects(_ file: ForeignFile, _ said: ImportLine) throws(ClientFailure) -> [ForeignProject] {
        var projects = file.projects
        if said.project ?? client.project?.project != nil, projects.count > 1 {
            projects = [ForeignProject(name: projects[0].name, tasks: projects.flatMap(\.tasks))]
        }
        for place in projects.indices where !said.includesDropped {
            let dropped = projects[place].tasks.count(where: \.isDropped)
            projects[place].tasks.removeAll(where: \.isDropped)
            guard dropped > 0 else { continue }
            client.console.note("\(Self.tasks(dropped)) given up there, left out: --include-dropped brings them")
        }
        projects.removeAll { $0.tasks.isEmpty }
        guard !projects.isEmpty else { throw .refused("There are no tasks in \(said.path)") }
        return projects
    }

    private func check(_ project: ForeignProject, _ body: JSONObject) throws(ClientFailure) {
        guard project.tasks.count <= ImportBody.taskLimit else {
            throw .refused(
                "Project \(project.name) has \(project.tasks.count) tasks, and \(ImportBody.taskLimit) can be imported at once: split the file"
            )
        }
        guard JSON.object(body).bytes.count <= ImportBody.byteLimit else {
            throw .refused("Project \(project.name) is larger than \(ImportBody.byteLimit >> 20) MiB: split the file")
        }
    }

    private func people(_ said: ImportLine, _ settings: ClientSettings) async throws(ClientFailure) -> ImportPeople {
        var (workers, target) = ([(handle: String, name: String)](), String?.some("/api/workers?limit=100"))
        while let next = target {
            let page = try await client.send(APIRequest(method: "GET", target: next), settings)
            for worker in (try? JSONParser.parse(page.body))?.arrayValue ?? [] {
                workers.append((worker["handle"]?.stringValue ?? "", worker["name"]?.stringValue ?? ""))
            }
            target = PageLink.next(page.link)
        }
        return ImportPeople(said: said.people, workers: workers)
    }

    private func find(_ slug: String, _ settings: ClientSettings) async throws(ClientFailure) -> Bool {
        do throws(ClientFailure) {
            _ = try await client.send(
                APIRequest(method: "GET", target: "/api/projects/\(PathEncoding.encode(slug))"), settings)
            return true
        } catch {
            guard case .declined(let answer) = error, answer.status == 404 else { throw error }
            return false
        }
    }

    private func make(_ slug: String, _ name: String, _ settings: ClientSettings) async throws(ClientFailure) {
        let title = ForeignText.title(name).title
        var request = APIRequest(method: "POST", target: "/api/projects")
        request.headers = [APIRequest.Header(name: "content-type", value: "application/json")]
        request.body = JSON.object(["slug": .string(slug), "name": .string(title.isEmpty ? slug : title)]).bytes
        request.addKey()
        _ = try await client.send(request, settings)
        client.console.note("Made project \(slug)")
    }

    private func send(
        _ body: JSONObject, _ slug: String, _ said: ImportLine, _ settings: ClientSettings
    ) async throws(ClientFailure) {
        var request = APIRequest(method: "POST", target: "/api/imports")
        request.headers = [APIRequest.Header(name: "content-type", value: "application/json")]
        request.body = JSON.object(body).bytes
        if !said.isDryRun { request.addKey() }
        let response = try await client.send(request, settings, waiting: Self.patience)
        if said.isJSON { return client.console.writeOutput(response.body + [UInt8(ascii: "\n")]) }
        guard let report = try? JSONParser.parse(response.body) else {
            throw .refused("The server's answer is not JSON")
        }
        if said.isQuiet {
            return client.console.print(
                (report["tasks"]?.arrayValue ?? []).map { CellText.line($0["id"]) }.joined(separator: "\n"))
        }
        told(report, slug, said.isDryRun)
    }

    private func told(_ report: JSON, _ slug: String, _ isDryRun: Bool) {
        func count(_ key: String) -> Int { report[key]?.integerValue ?? 0 }
        let verb = isDryRun ? "Would import" : "Imported"
        var parts = ["\(verb) \(Self.tasks(count("created"))) into project \(slug)"]
        if count("skipped") > 0 { parts.append("\(count("skipped")) are there already") }
        if count("left_out") > 0 { parts.append("\(count("left_out")) are left out") }
        client.console.print(parts.joined(separator: ", "))
        let warnings = report["warnings"]?.arrayValue ?? []
        for warning in warnings.prefix(20) {
            client.console.note("  \(CellText.line(warning["source_id"])): \(CellText.line(warning["text"]))")
        }
        let rest = count("warning_count") - min(warnings.count, 20)
        if rest > 0 { client.console.note("  … and \(rest) more warnings: --json has them") }
    }

    private func show(_ picture: ImportPicture, _ format: ImportFormat) {
        client.console.print(picture.summary(format))
        client.console.print(picture.tree.joined(separator: "\n"))
    }

    private func tell(_ notes: [String], _ strangers: [String: Int], _ said: ImportLine) {
        for note in notes { client.console.note(TerminalText.line(note)) }
        for (person, count) in strangers.sorted(by: { $0.key < $1.key }).prefix(50) {
            client.console.note(
                TerminalText.line(
                    "\(person) is nobody here, and has \(Self.tasks(count)): --map '\(person)=@HANDLE' says who it is"))
        }
    }
}
