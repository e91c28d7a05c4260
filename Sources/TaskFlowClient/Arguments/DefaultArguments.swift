internal import TaskFlowOperations

/// What a line means that does not say it: a list of tasks is of the open ones, the most urgent first; a question with options
/// is a choice.
enum DefaultArguments {
    private static let finished = "completed"

    /// The commands that mean the repository's project where none is named.
    private static let ofProject: Set<String> = [
        CreateTask.spec.name, ListTasks.spec.name, Board.spec.name, ClaimNext.spec.name, CreatePlan.spec.name,
    ]

    /// - Parameter project: The repository's project, where it has one.
    static func completed(
        _ invocation: Invocation, project: String? = nil
    ) throws(UsageError) -> Invocation {
        let invocation = inProject(invocation, project)
        if invocation.command.listsTasks { return try list(invocation) }
        guard invocation.command.spec.name == AskQuestion.spec.name, invocation.values["options"] != nil,
            invocation.values["kind"] == nil
        else { return invocation }
        var completed = invocation
        completed.values["kind"] = .text("choice")
        return completed
    }

    /// What lies under a task is in its project; an empty name is none.
    private static func inProject(_ invocation: Invocation, _ project: String?) -> Invocation {
        let names = ["project_slug", "project"]
        guard ofProject.contains(invocation.command.spec.name),
            let field = invocation.command.fields.first(where: { names.contains($0.name) })
        else { return invocation }
        var completed = invocation
        if invocation.values[field.name] == .text("") {
            completed.values[field.name] = nil
        } else if invocation.values[field.name] == nil, invocation.values["parent_id"] == nil, let project {
            if invocation.file == nil { completed.values[field.name] = .text(project) }
            completed.project = project
        }
        return completed
    }

    private static func list(_ invocation: Invocation) throws(UsageError) -> Invocation {
        let options = invocation.options
        let isChosen = invocation.values["status"] != nil
        guard [options.done, options.all, isChosen].count(where: \.self) < 2 else {
            throw UsageError("Give one of --all, --done and --status", hint: "taskflow list --help")
        }
        var completed = invocation
        if options.done {
            completed.values["status"] = .list([finished])
        } else if !isChosen, !options.all {
            let statuses = invocation.command.fields.first { $0.name == "status" }?.choices ?? []
            completed.values["status"] = .list(statuses.filter { $0 != finished })
        }
        if invocation.values["sort"] == nil {
            completed.values["sort"] = .text(options.done ? "-completed_at" : "urgency")
        }
        return completed
    }
}
