internal import TaskFlowSchema

extension Reading {
    /// Trello's export of a board.
    mutating func trello() throws(ImportFault) -> [ForeignProject] {
        let board = try json()
        guard let cards = board["cards"]?.arrayValue else { throw ImportFault("\(file.name) has no list 'cards'") }
        var lists: [String: (name: String, isClosed: Bool)] = [:]
        for list in board["lists"]?.arrayValue ?? [] {
            lists[list["id"]?.word ?? ""] = (list["name"]?.word ?? "", list["closed"] == true)
        }
        var people: [String: String] = [:]
        for member in board["members"]?.arrayValue ?? [] { people[member["id"]?.word ?? ""] = member["username"]?.word }
        let checklists = Dictionary(grouping: board["checklists"]?.arrayValue ?? []) { $0["idCard"]?.word ?? "" }
        let said = Dictionary(grouping: (board["actions"]?.arrayValue ?? []).filter { $0["type"] == "commentCard" }) {
            $0["data"]?["card"]?["id"]?.word ?? ""
        }
        if (board["actions"]?.arrayValue?.count ?? 0) >= 1000 {
            notes.add("Trello exports the last 1,000 actions: older comments are not in the file")
        }
        var tasks: [ForeignTask] = []
        for card in cards.sorted(by: { Self.position($0) < Self.position($1) }) {
            guard let id = card["id"]?.word, let title = card["name"]?.word else {
                notes.add("A card has no id or no name: it is left out")
                continue
            }
            var task = cardTask(id, title, card, lists[card["idList"]?.word ?? ""], people)
            for list in (checklists[id] ?? []).sorted(by: { Self.position($0) < Self.position($1) }) {
                task.add(list["name"]?.word ?? "Checklist", Self.boxes(list))
            }
            task.comments = (said[id] ?? []).reversed().compactMap { action in
                action["data"]?["text"]?.word.map {
                    .init(
                        author: people[action["idMemberCreator"]?.word ?? ""], text: $0,
                        created: ForeignTime.iso(action["date"]?.stringValue))
                }
            }
            tasks.append(task)
        }
        return [ForeignProject(name: board["name"]?.word ?? file.stem, tasks: tasks)]
    }

    private mutating func cardTask(
        _ id: String, _ title: String, _ card: JSON, _ list: (name: String, isClosed: Bool)?, _ people: [String: String]
    ) -> ForeignTask {
        var task = ForeignTask(id: id, title: title)
        task.description = card["desc"]?.stringValue ?? ""
        setStatus(list?.name, of: &task)
        if card["dueComplete"] == true { task.status = .completed }
        if card["closed"] == true || list?.isClosed == true { (task.status, task.isDropped) = (.completed, true) }
        let labels = (card["labels"]?.arrayValue ?? []).compactMap { $0["name"]?.word ?? $0["color"]?.word }
        addTags(labels, to: &task)
        let members = (card["idMembers"]?.words ?? []).compactMap { people[$0] }
        task.assignee = members.first
        if members.count > 1 { task.add("Assigned as well", members.dropFirst().joined(separator: ", ")) }
        task.due = ForeignTime.iso(card["due"]?.stringValue)
        task.created = Self.made(id)
        if task.status == .completed { task.completed = ForeignTime.iso(card["dateLastActivity"]?.stringValue) }
        for attachment in card["attachments"]?.arrayValue ?? [] {
            addLink(attachment["url"]?.word, attachment["name"]?.word, to: &task)
        }
        addLink(card["shortUrl"]?.word, "The card on Trello", to: &task)
        return task
    }

    private static func position(_ value: JSON) -> Double {
        value["pos"].map { Double($0.text) ?? 0 } ?? 0
    }

    private static func boxes(_ list: JSON) -> String {
        (list["checkItems"]?.arrayValue ?? []).sorted { position($0) < position($1) }
            .map { "- [\($0["state"] == "complete" ? "x" : " ")] \($0["name"]?.word ?? "")" }.joined(separator: "\n")
    }

    /// The first eight hexadecimal digits of an id are the seconds at which it was made.
    private static func made(_ id: String) -> String? {
        guard id.utf8.count == 24, let seconds = Int(id.prefix(8), radix: 16), seconds > 1_200_000_000 else {
            return nil
        }
        return Timestamp(milliseconds: seconds * 1000).json.stringValue
    }
}
