package import TaskFlowDomain
package import TaskFlowOperations
package import TaskFlowSchema

/// Someone who calls operations.
package struct CrewMember: Sendable {
    package let crew: Crew
    package let handle: String
    package let credential: Credential?

    package init(crew: Crew, handle: String, credential: Credential?) {
        self.crew = crew
        self.handle = handle
        self.credential = credential
    }

    /// Calls an operation with one flat object, whose members are put where the operation's fields want them.
    @discardableResult
    package func call<O: Operation>(
        _ operation: O.Type, _ input: JSONObject = [:], via: Via = .rest, requestID: String = "test"
    ) async throws(TaskFlowError) -> O.Output {
        try await perform(operation, input, via: via, requestID: requestID).output
    }

    /// Calls an operation and answers all that the dispatcher tells of it.
    package func perform<O: Operation>(
        _ operation: O.Type, _ input: JSONObject = [:], via: Via = .rest, requestID: String = "test"
    ) async throws(TaskFlowError) -> Performed<O.Output> {
        let origin = Origin(via: via, requestID: requestID)
        return try await crew.dispatcher.perform(
            operation, Arguments(input, of: O.fields), credential: credential, origin: origin)
    }

    /// Calls an operation that is to be refused, and answers the refusal.
    package func refusal<O: Operation>(of operation: O.Type, _ input: JSONObject = [:]) async -> TaskFlowError? {
        do throws(TaskFlowError) {
            try await call(operation, input)
            return nil
        } catch {
            return error
        }
    }

    /// The refusal of whoever asks for the steps that may be taken with a task; `nil` where they are answered.
    package func refusalOfSteps(_ task: JSON) async -> TaskFlowError? {
        do throws(TaskFlowError) {
            guard let credential else { throw Authenticator.noCredential }
            let caller = try await crew.dispatcher.admit(credential, origin: Origin(via: .mcp, requestID: "test"))
            _ = try await crew.dispatcher.openSteps(of: TaskID(trusted: task.integerValue ?? 0), for: caller)
            return nil
        } catch {
            return error
        }
    }

    /// Adds a task and answers its number.
    package func addTask(_ title: String = "A task", _ more: JSONObject = [:]) async throws -> TaskID {
        var input: JSONObject = ["title": .string(title)]
        for (name, value) in more.members { input[name] = value }
        return try await call(CreateTask.self, input).id
    }
}

extension Arguments {
    init(_ input: JSONObject, of fields: [FieldInfo]) {
        var arguments = Arguments()
        var body = JSONObject()
        for (name, value) in input.members {
            let texts = (value.arrayValue ?? [value]).map { (name: name, value: $0.stringValue ?? $0.text) }
            switch fields.first(where: { $0.name == name })?.source {
            case .path: arguments.path += texts
            case .query: arguments.query += texts
            case .header: arguments.headers += texts
            case .body, .queryOrBody, nil: body[name] = value
            }
        }
        let hasBody = fields.contains { $0.source == .body || $0.source == .queryOrBody }
        arguments.body = hasBody ? .json(.object(body)) : .absent
        self = arguments
    }
}
