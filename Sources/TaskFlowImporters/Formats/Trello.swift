internal import TaskFlowSchema

extension Reading {
    /// Trello's export of a board.
    mutating func trello() throws(ImportFault) -> [ForeignProject] {
        let json = try json()
        try Recognition.refuseCard(json, file.name)
        guard let cards = json["cards"]?.arrayValue else { throw ImportFault("\(file.name) has no list 'cards'") }
        let board = TrelloBoard(json)
        if (json["actions"]?.arrayValue?.count ?? 0) >= 1000 {
            notes.add("Trello exports the last 1,000 actions: older comments are not in the file")
        }
        var tasks: [ForeignTask] = []
        for card in cards.sorted(by: { board.place(of: $0) < board.place(of: $1) }) {
            guard let id = card["id"]?.word, let title = card["name"]?.word else {
                notes.add("A card has no id or no name: it is left out")
                continue
            }
            tasks.append(cardTask(id, title, card, board))
        }
        return [ForeignProject(name: json["name"]?.word ?? file.stem, tasks: tasks)]
    }

    private mutating func cardTask(_ id: String, _ title: String, _ card: JSON, _ board: TrelloBoard) -> ForeignTask {
        let list = board.lists[card["idList"]?.word ?? ""]
        var task = ForeignTask(id: id, title: title)
        task.description = card["desc"]?.stringValue ?? ""
        for checklist in board.checklists[id] ?? [] {
            task.add(checklist["name"]?.word ?? "Checklist", TrelloBoard.boxes(checklist))
        }
        setStatus(list?.name, of: &task)
        if card["dueComplete"] == true { task.status = .completed }
        if card["closed"] == true || list?.isClosed == true { (task.status, task.isDropped) = (.completed, true) }
        addTags(board.labels(of: card), to: &task)
        let members = (card["idMembers"]?.words ?? []).compactMap { board.people[$0] }
        task.assignee = members.first
        if members.count > 1 { task.add("Assigned as well", members.dropFirst().joined(separator: ", ")) }
        task.due = ForeignTime.iso(card["due"]?.stringValue)
        task.notBefore = ForeignTime.iso(card["start"]?.stringValue)
        task.created = TrelloBoard.made(id)
        if task.status == .completed { task.completed = ForeignTime.iso(card["dateLastActivity"]?.stringValue) }
        for attachment in card["attachments"]?.arrayValue ?? [] {
            addLink(attachment["url"]?.word, attachment["name"]?.word, to: &task)
        }
        addLink(card["shortUrl"]?.word, "The card on Trello", to: &task)
        if card["customFieldItems"]?.isBlank == false { notes.add("Custom fields are left out") }
        task.comments = board.comments(on: id)
        return task
    }
}

/// What a board says beside its cards.
private struct TrelloBoard {
    let lists: [String: (name: String, isClosed: Bool, place: Double)]
    let people: [String: String]
    /// By card, in their order.
    let checklists: [String: [JSON]]
    private let labels: [String: String]
    private let said: [String: [JSON]]

    init(_ board: JSON) {
        func all(_ key: String) -> [JSON] { board[key]?.arrayValue ?? [] }
        func named<Value>(_ key: String, _ value: (JSON) -> Value?) -> [String: Value] {
            var found: [String: Value] = [:]
            for row in all(key) { if let id = row["id"]?.word { found[id] = value(row) } }
            return found
        }
        lists = named("lists") { ($0["name"]?.word ?? "", $0["closed"] == true, Self.position($0)) }
        people = named("members") { $0["username"]?.word }
        labels = named("labels") { $0["name"]?.word ?? $0["color"]?.word }
        let grouped = Dictionary(grouping: all("checklists")) { $0["idCard"]?.word ?? "" }
        checklists = grouped.mapValues { $0.sorted { Self.position($0) < Self.position($1) } }
        said = Dictionary(grouping: all("actions").filter { $0["type"] == "commentCard" }) {
            $0["data"]?["card"]?["id"]?.word ?? ""
        }
    }

    /// Lists from left to right, cards from above.
    func place(of card: JSON) -> (Double, Double) {
        (lists[card["idList"]?.word ?? ""]?.place ?? .infinity, Self.position(card))
    }

    /// A label without a name is called by its colour.
    func labels(of card: JSON) -> [String] {
        guard let own = card["labels"]?.arrayValue else {
            return (card["idLabels"]?.words ?? []).compactMap { labels[$0] }
        }
        return own.compactMap { $0["name"]?.word ?? $0["color"]?.word ?? $0["id"]?.word.flatMap { labels[$0] } }
    }

    /// Actions stand newest first.
    func comments(on card: String) -> [ForeignTask.Comment] {
        (said[card] ?? []).reversed().compactMap { action in
            let author = people[action["idMemberCreator"]?.word ?? ""] ?? action["memberCreator"]?["username"]?.word
            return action["data"]?["text"]?.word.map {
                .init(author: author, text: $0, created: ForeignTime.iso(action["date"]?.stringValue))
            }
        }
    }

    /// A place may be a fraction.
    private static func position(_ value: JSON) -> Double { value["pos"].flatMap { Double($0.text) } ?? 0 }

    static func boxes(_ list: JSON) -> String {
        (list["checkItems"]?.arrayValue ?? []).sorted { position($0) < position($1) }
            .map { "- [\($0["state"] == "complete" ? "x" : " ")] \($0["name"]?.word ?? "")" }.joined(separator: "\n")
    }

    /// The first eight hexadecimal digits of an id are the seconds at which it was made.
    static func made(_ id: String) -> String? {
        guard id.utf8.count == 24, let seconds = Int(id.prefix(8), radix: 16), seconds > 1_200_000_000 else {
            return nil
        }
        return Timestamp(milliseconds: seconds * 1000).description
    }
}
