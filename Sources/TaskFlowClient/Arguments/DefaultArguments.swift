internal import TaskFlowOperations

/// What a line means that does not say it: a list of tasks is of the open ones, the most urgent first; a question with options
/// is a choice.
enum DefaultArguments {
    private static let finished = "completed"

    static func completed(_ invocation: Invocation) throws(UsageError) -> Invocation {
        if invocation.command.listsTasks { return try list(invocation) }
        guard invocation.command.spec.name == AskQuestion.spec.name, invocation.values["options"] != nil,
            invocation.values["kind"] == nil
        else { return invocation }
        var completed = invocation
        completed.values["kind"] = .text("choice")
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
