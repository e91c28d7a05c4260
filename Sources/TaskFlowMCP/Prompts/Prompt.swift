internal import TaskFlowSchema

/// A message that a person sends by choosing it and giving its arguments.
struct Prompt: Sendable {
    /// A value that the person gives.
    struct Argument: Sendable {
        let name: String
        let description: String
        let isRequired: Bool
        let kind: CompletionKind
    }

    let name: String
    let title: String
    let description: String
    let arguments: [Argument]
    /// The message. `values` holds the arguments that were given.
    let text: @Sendable (_ values: [String: String]) -> String

    /// The prompt as `prompts/list` shows it.
    var listing: JSON {
        let arguments = arguments.map { argument -> JSON in
            [
                "name": .string(argument.name), "description": .string(argument.description),
                "required": .bool(argument.isRequired),
            ]
        }
        return [
            "name": .string(name), "title": .string(title), "description": .string(description),
            "arguments": .array(arguments),
        ]
    }
}

extension Prompt {
    static let all = [startWork, reportProgress, planProject]

    private static let startWork = Prompt(
        name: "start_work", title: "Start work",
        description: "Find the most urgent free task, claim it and do it",
        arguments: [Argument(name: "project", description: "Slug of a project", isRequired: false, kind: .project)]
    ) { values in
        let project = values["project"].map { " and project=\(quoted($0))" } ?? ""
        return """
            Take on a task in TaskFlow and do it.
            1. Call my_inbox, and list_tasks with assigned_to=me and status=in_progress: questions to you and what is yours \
            already come first.
            2. Otherwise call claim_next_task with wait_seconds=50\(project): it is yours then. Without a task, tell me the reason.
            3. Call get_task: its brief has what was asked and said last, such as why it came back.
            4. Do the work. Report with update_progress, and call heartbeat when you write nothing for ten minutes. What you \
            cannot decide ask with ask_question, and wait for the answer with wait_for_changes or take other work meanwhile; if \
            you cannot go on otherwise, call block_task with the reason. Send the lease's generation each time.
            5. Finish with submit_task where a review is wanted, else with complete_task, and tell me what you did.
            """
    }

    private static let reportProgress = Prompt(
        name: "report_progress", title: "Report progress",
        description: "Say how far the work on a task has come",
        arguments: [
            Argument(name: "task_id", description: "The task's number", isRequired: true, kind: .task),
            Argument(name: "note", description: "What was done", isRequired: false, kind: .freeText),
        ]
    ) { values in
        let note = values["note"].map { " What was done, in my words: \(quoted($0))." } ?? ""
        return """
            Report progress on TaskFlow's task \(quoted(values["task_id"] ?? "")).\(note)
            Call get_task first. Judge how much of it is done and call update_progress with a percentage and a short note. If \
            it is finished, call submit_task or complete_task instead; if it is stuck, call block_task with the reason.
            """
    }

    private static let planProject = Prompt(
        name: "plan_project", title: "Plan a project",
        description: "Split a goal up into tasks",
        arguments: [
            Argument(name: "goal", description: "What is to be reached", isRequired: true, kind: .freeText),
            Argument(name: "project", description: "Slug of a project", isRequired: false, kind: .project),
        ]
    ) { values in
        let place = values["project"].map { " in the project \(quoted($0))" } ?? ""
        return """
            Plan this in TaskFlow\(place): \(quoted(values["goal"] ?? ""))
            1. Call list_projects and list_tasks to see what is there already; do not create anything twice.
            2. Propose one task for the goal and subtasks that one worker can finish in a day, and show me the plan.
            3. When I agree, call create_plan: one task for the goal, the others with it as their parent, each with its \
            priority and with what it needs to be done before.
            """
    }

    /// A value in quotation marks, on one line, so that it reads as data.
    private static func quoted(_ value: String) -> String {
        let words = value.split(whereSeparator: \.isNewline).joined(separator: " ")
        return "\"\(words.replacing("\"", with: "'"))\""
    }
}
