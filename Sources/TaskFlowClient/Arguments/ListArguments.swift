/// What a list of tasks shows unless told otherwise: what is open, the most urgent first.
enum ListArguments {
    private static let finished = "completed"

    static func completed(_ invocation: Invocation) throws(UsageError) -> Invocation {
        guard invocation.command.listsTasks else { return invocation }
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
