internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

/// A worker's inbox: one shelf after the other, each in the order of its own index, so that a page costs a page, however much
/// there is.
struct Inbox {
    private let shelves: [InboxShelf]
    /// Tells cursors of this list from others'.
    private let hash: Int

    init(of actor: Actor, isTenants: Bool, in tx: borrowing Transaction) throws(TaskFlowError) {
        let (agent, tenant): (SQL, SQL) = ("\(actor.workerID)", "\(actor.tenant)")
        let principal =
            actor.type == .agent
            ? try tx.value("SELECT \(AnsweringPerson.ofAgent(agent, in: tenant))", as: WorkerID?.self) ?? nil : nil
        shelves = InboxKind.allCases.map {
            InboxShelf($0, of: actor, isTenants: isTenants, principal: principal)
        }
        hash = QueryHash.of(
            ["inbox of \(actor.workerID) in \(actor.tenant)", isTenants ? "all" : "own"],
            ListOrder(id: "inbox", descending: false))
    }

    func count(in tx: borrowing Transaction) throws(TaskFlowError) -> Int {
        var total = 0
        for shelf in shelves { total += try shelf.count(in: tx) }
        return total
    }

    func page(
        _ limit: PageLimit, _ cursor: Cursor?, in tx: borrowing Transaction
    ) throws(TaskFlowError) -> Page<InboxItem> {
        let start = try Place(cursor, hash, count: shelves.count)
        var items: [InboxItem] = []
        for (number, shelf) in shelves.enumerated().dropFirst(start.shelf) {
            let left = limit.rawValue - items.count
            // One look more tells whether there is a further page.
            let request = PageRequest(
                limit: PageLimit(trusted: max(1, left)), offset: .none,
                cursor: number == start.shelf ? start.inner : nil,
                total: false)
            let page = try shelf.page(request, in: tx)
            if left == 0 {
                if page.elements.isEmpty { continue }
                return Page(items, PageInfo(next: link(number, "")))
            }
            items += page.elements
            if case .cursor(let inner)? = page.info.next { return Page(items, PageInfo(next: link(number, inner))) }
        }
        return Page(items, PageInfo())
    }

    private func link(_ shelf: Int, _ inner: String) -> PageInfo.Neighbour {
        let position = Cursor.Position(key: .integer(shelf), id: .text(inner))
        return .cursor(Cursor(query: hash, position: position, isBackward: false).text)
    }

    /// Where a page begins: on which shelf, and where there.
    private struct Place {
        var shelf = 0
        var inner: Cursor?

        init(_ cursor: Cursor?, _ hash: Int, count: Int) throws(TaskFlowError) {
            guard let cursor else { return }
            guard cursor.query == hash, case .integer(let shelf)? = cursor.position.key, (0..<count).contains(shelf),
                case .text(let text) = cursor.position.id
            else {
                throw .invalid(
                    "the cursor belongs to another query", at: [.name("query"), .name("cursor")], input: cursor.json)
            }
            self.shelf = shelf
            if text.isEmpty { return }
            var issues = Issues()
            inner = Cursor.decode(.string(text), into: &issues)
        }
    }
}
