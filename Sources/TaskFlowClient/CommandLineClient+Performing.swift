internal import TaskFlowOperations
internal import TaskFlowSchema

/// How an operation's command is carried out: read, checked, asked about, sent, told.
extension CommandLineClient {
    func perform(_ line: [String]) async throws(ClientFailure) {
        let typed: Invocation
        let settings: ClientSettings
        do throws(UsageError) {
            typed = try table.parse(line)
            settings = try ClientSettings(typed.options, environment: environment)
        } catch {
            throw .usage(error)
        }
        let invocation = try await Editor(client: self, settings: settings).completed(try prepared(typed))
        if typed.options.watches { return try await ListWatch(client: self, settings: settings).run(invocation) }
        guard invocation.tasks.count > 1 else { return try await keepingDraft(of: invocation, settings) }
        try await performEach(invocation, settings)
    }

    /// What was typed, as the API takes it.
    private func prepared(_ typed: Invocation) throws(ClientFailure) -> Invocation {
        do throws(UsageError) {
            let texts = try TextArguments.completed(typed)
            return try DefaultArguments.completed(
                WordArguments(now: ShownTime().now).completed(texts), project: project?.project)
        } catch {
            throw .usage(error)
        }
    }

    /// A text that is refused stays in its file, and the caller is told where.
    private func keepingDraft(of invocation: Invocation, _ settings: ClientSettings) async throws(ClientFailure) {
        do throws(ClientFailure) { try await perform(invocation, settings) } catch {
            if let path = invocation.draft { console.note("The text is kept in \(path)") }
            throw error
        }
        if let path = invocation.draft { Draft.discard(path) }
    }

    /// Does it with one task after another. One that is refused is told, and the rest go on.
    private func performEach(_ invocation: Invocation, _ settings: ClientSettings) async throws(ClientFailure) {
        // Wrong usage sends nothing, also where it is the last task's.
        for task in invocation.tasks { _ = try Self.request(for: invocation.about(task)) }
        var refused = 0
        for (number, task) in invocation.tasks.enumerated() {
            do throws(ClientFailure) {
                if number > 0, invocation.command.output == .one, !invocation.command.changes { console.print(" ") }
                try await perform(invocation.about(task), settings)
            } catch {
                guard error.exitCode == 1 else { throw error }
                refused += 1
                tell(error, isJSON: invocation.options.json, about: "#\(task): ")
            }
        }
        if refused > 0 { throw .told }
    }

    private func perform(_ typed: Invocation, _ settings: ClientSettings) async throws(ClientFailure) {
        let notes = ClaimNotes(settings)
        let invocation = notes.completed(typed)
        try await Destruction(client: self, settings: settings).confirm(invocation)
        do throws(ClientFailure) {
            if invocation.command.isList {
                return try ListPrinter(console: console).print(
                    await Pages(client: self, settings: settings).fetch(invocation), to: invocation)
            }
            if try await TaskPicture.Reader(client: self, settings: settings).show(invocation) { return }
            try await call(invocation, settings, notes)
        } catch {
            throw await NextCommand(client: self, settings: settings).told(error, after: invocation)
        }
    }

    private func call(
        _ invocation: Invocation, _ settings: ClientSettings, _ notes: ClaimNotes
    ) async throws(ClientFailure) {
        var request = try Self.request(for: invocation)
        if invocation.command.takesKey { request.addKey() }
        let response = try await send(request, settings, waiting: invocation.waits)
        let isClaim = invocation.command.spec.name == ClaimNext.spec.name
        let claim = isClaim ? try? JSONParser.parse(response.body) : nil
        notes.keep(claim, of: invocation)
        if let claim { return try ClaimPrinter(console: console).print(response, claim, to: invocation) }
        try AnswerPrinter(console: console).print(response, to: invocation, sent: request.body)
    }

    /// The request of an invocation that its operation's schema takes.
    static func request(for invocation: Invocation) throws(ClientFailure) -> APIRequest {
        do throws(UsageError) {
            try InputCheck.check(invocation)
            return try RequestBuilder.request(for: invocation, file: try BodyFile.read(invocation.file))
        } catch {
            throw .usage(error)
        }
    }

    /// Tells of a failure on standard error.
    ///
    /// - Parameter subject: what it was about, where several things were done.
    func tell(_ failure: ClientFailure, isJSON: Bool, about subject: String = "") {
        guard failure != .told else { return }
        console.note(isJSON ? failure.json.text : subject + failure.message)
    }
}
