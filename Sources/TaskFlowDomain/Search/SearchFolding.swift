/// What a task is searched in. It is folded in Swift, so that every engine finds the same.
package enum SearchFolding {
    /// The text of a task that a search looks at.
    package static func text(of task: TaskItem) -> String { text(title: task.title, description: task.description) }

    /// The text of a task with this title and description.
    package static func text(title: Title, description: LongText?) -> String {
        text(title: title.rawValue, description: description?.rawValue)
    }

    /// The same of texts as a row holds them.
    package static func text(title: String, description: String?) -> String {
        fold(title + "\n" + (description ?? ""))
    }

    /// Folds text for comparison with what was folded before.
    package static func fold(_ text: String) -> String { CaseFolding.fold(text) }
}
