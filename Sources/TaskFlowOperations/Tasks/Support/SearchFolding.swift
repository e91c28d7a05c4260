internal import TaskFlowDomain

/// Folds case the same way whatever the engine: by Unicode's full lower-case mapping, in Swift.
enum SearchFolding {
    /// What a task is searched in.
    static func text(of task: TaskItem) -> String { text(title: task.title, description: task.description) }

    static func text(title: Title, description: LongText?) -> String {
        fold(title.rawValue + "\n" + (description?.rawValue ?? ""))
    }

    /// Folds text for comparison with what was folded before.
    static func fold(_ text: String) -> String { text.lowercased() }
}
