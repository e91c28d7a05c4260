extension Reading {
    /// todo.txt: a task a line (https://github.com/todotxt/todo.txt).
    mutating func todoTxt() throws(ImportFault) -> [ForeignProject] {
        var (tasks, ids) = ([ForeignTask](), ContentIDs())
        for (index, line) in Self.lines(of: try text()).enumerated() where !line.trimmed.isEmpty {
            guard let task = todo(line.trimmed, &ids) else {
                notes.add("Line \(index + 1) has no text: it is left out")
                continue
            }
            tasks.append(task)
        }
        return [ForeignProject(name: file.stem, tasks: tasks)]
    }

    private mutating func todo(_ line: String, _ ids: inout ContentIDs) -> ForeignTask? {
        var words = line.split(separator: " ")[...]
        var task = ForeignTask(id: "", title: "")
        if words.first == "x" {
            words = words.dropFirst()
            (task.status, task.statusWord) = (.completed, "x")
            if let day = Self.takeDay(&words) {
                task.completed = day
                task.created = Self.takeDay(&words)
            }
        } else {
            if let first = words.first, first.count == 3, first.first == "(", first.last == ")",
                let letter = first.dropFirst().first, letter.isASCII, ("A"..."Z").contains(letter)
            {
                words = words.dropFirst()
                (task.priority, task.priorityWord) = (Self.priority(letter), String(letter))
            }
            task.created = Self.takeDay(&words)
        }
        var (title, tags) = ([Substring](), [String]())
        for word in words {
            let pair = word.split(separator: ":", maxSplits: 1)
            if word.count > 1, word.first == "+" || word.first == "@" {
                tags.append(String(word.dropFirst()))
            } else if pair.count == 2, pair[0] == "due", let day = ForeignTime.iso(String(pair[1])) {
                task.due = day
            } else if pair.count == 2, pair[0] == "t", let day = ForeignTime.iso(String(pair[1])) {
                task.notBefore = day
            } else if pair.count == 2, pair[0] == "pri", pair[1].count == 1, let letter = pair[1].first,
                letter.isASCII, letter.isLetter
            {
                (task.priority, task.priorityWord) = (Self.priority(letter), String(letter))
            } else {
                title.append(word)
            }
        }
        task.title = title.joined(separator: " ")
        guard !task.title.isEmpty else { return nil }
        addTags(tags, to: &task)
        // What is done later is the same task: its mark, its dates and its priority are no part of its content.
        task.id = ids.id(task.title + "\n" + task.tags.sorted().joined(separator: " "))
        return task
    }

    private static func priority(_ letter: Character) -> String {
        ["A": "critical", "B": "high", "C": "medium"][letter.uppercased()] ?? "low"
    }

    private static func takeDay(_ words: inout ArraySlice<Substring>) -> String? {
        guard let word = words.first, word.utf8.count == 10, let day = ForeignTime.iso(String(word)) else { return nil }
        words = words.dropFirst()
        return day
    }
}
