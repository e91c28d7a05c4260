internal import TaskFlowSchema

/// Prints what `next` was given: one sentence, or on standard error why there is none.
struct ClaimPrinter {
    let console: Console

    /// - Throws: Where there is no task: the exit code is 1, so that a loop in a shell ends.
    func print(_ response: APIResponse, _ answer: JSON, to invocation: Invocation) throws(ClientFailure) {
        let task = answer["task"]?.objectValue
        if invocation.options.json {
            try AnswerPrinter(console: console).print(response, to: invocation)
        } else if let task {
            if invocation.options.isQuiet { return IDLines(.object(task), invocation).print(to: console) }
            console.print("Claimed \(Sentence.task(.object(task)))")
            if invocation.options.isVerbose { console.print(ObjectLines(terminal: console.terminal).render(task)) }
        }
        if task == nil { throw .refused(reason(answer)) }
    }

    private func reason(_ answer: JSON) -> String {
        answer["reason"]?["text"]?.stringValue ?? "There is no task for you"
    }
}
