import Testing

@testable import TaskFlowClient
@testable import TaskFlowImporters

/// What is shown before anything is made.
struct ImportPictureTests {
    private func lines(_ tasks: [ForeignTask], width: Int? = 80, height: Int? = 24) -> [String] {
        var people = ImportPeople(said: [:], workers: [("@ada", "Ada")])
        for task in tasks { if let person = task.assignee { _ = people.handle(of: person) } }
        var terminal = Terminal(width: width, hasColour: false, isInteractive: false)
        terminal.height = height
        return ImportPicture(project: ForeignProject(name: "Sea", tasks: tasks), slug: "sea", terminal: terminal).lines(
            .beads, people)
    }

    private func task(_ id: String, under parent: String? = nil) -> ForeignTask {
        var task = ForeignTask(id: id, title: "Task \(id)")
        task.parent = parent
        return task
    }

    @Test func whatMapsToWhatAndTheTree() {
        var first = task("a")
        (first.status, first.statusWord, first.priorityWord, first.priority, first.assignee) = (
            .inProgress, "hooked", "0", "critical", "ada"
        )
        var second = task("b", under: "a")
        (second.assignee, second.needs, second.statusWord) = ("otto", ["x"], "open")
        #expect(
            lines([second, first]) == [
                "beads, 2 tasks for project sea", "Statuses: hooked → in progress (1), open → pending (1)",
                "Priorities: (none) → medium (1), 0 → critical (1)", "People: ada → @ada (1), otto → nobody (1)",
                "Task a (in progress)", "  Task b (pending, needs 1)",
            ])
    }

    @Test func itFitsTheScreen() {
        let tasks = (0..<1_000).map { task("\($0)" + String(repeating: "x", count: 100)) }
        let shown = lines(tasks)
        #expect(shown.count < 24 && shown.allSatisfy { $0.count <= 80 } && shown.last == "… and 985 more")
    }

    @Test func loopsAndDeepTreesEnd() {
        let loop = [task("a", under: "b"), task("b", under: "a"), task("c", under: "c")]
        #expect(lines(loop).suffix(2) == ["Task c (pending)", "… and 2 more"])
        let deep = (0..<50_000).map { task("\($0)", under: $0 == 0 ? nil : "\($0 - 1)") }
        #expect(lines(deep).last?.hasPrefix("… and ") == true)
    }

    @Test func whatOthersWroteIsNoCommandToTheTerminal() {
        var task = ForeignTask(id: "a", title: "\u{1B}[31mred")
        (task.statusWord, task.assignee) = ("\u{1B}]0;x\u{7}", "\u{1B}[2J")
        #expect(!lines([task]).joined().unicodeScalars.contains("\u{1B}"))
    }
}
