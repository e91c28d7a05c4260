internal import TaskFlowDomain
internal import TaskFlowSchema
internal import TaskFlowStorage

extension MovedTable {
    /// A row as this program would have written it: another one may have folded what is searched by other rules.
    func refolded(_ values: [ColumnValue]) -> [ColumnValue] {
        guard name == "tasks", let places = Self.searched, case .text(let title) = values[places.title] else {
            return values
        }
        var values = values
        var description: String?
        if case .text(let text) = values[places.description] { description = text }
        values[places.folded] = .text(SearchFolding.text(title: title, description: description))
        return values
    }

    /// Where in a row of tasks the columns stand that are searched, and the one that holds them folded.
    private static let searched: (title: Int, description: Int, folded: Int)? = {
        guard let tasks = all.first(where: { $0.name == "tasks" }), let title = tasks.position(of: "title"),
            let description = tasks.position(of: "description"), let folded = tasks.position(of: "search_text")
        else { return nil }
        return (title, description, folded)
    }()
}
