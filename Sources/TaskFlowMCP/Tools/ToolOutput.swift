internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// How an operation's answer becomes an object that an agent can afford to read.
struct ToolOutput: Sendable {
    /// What became of an answer.
    enum Shaped {
        case whole(JSONObject)
        /// It is too much: the operation is to be asked for so many rows, so that its cursor goes on behind them.
        case rowsThatFit(Int)
    }

    private let row: RowStyle
    /// The member that the rows of a list stand in; `nil` for one thing.
    private let list: String?
    private let element: JSONObject

    init<Output: OperationOutput>(_ type: Output.Type, _ face: ToolFace) {
        row = RowStyle.of(type)
        var definitions = Definitions(style: .inline)
        let body = Output.describeBody(in: &definitions) ?? ["type": "object"]
        let isList = body["type"] == "array"
        list = isList ? row.listName : nil
        element = isList ? body["items"]?.objectValue ?? [:] : body
    }

    /// Whether there is less to tell than everything.
    var hasDetail: Bool { row != .plain }

    /// Only for lists: their rows leave out what is null or zero, so that they do not show what there may be. Of one thing the
    /// result itself says as much as its schema would.
    var schema: JSONObject? { list.map { OutputSchema.of(element, row, list: $0) } }

    /// - Parameters:
    ///   - reader: Who is told.
    ///   - limit: How many rows were asked for this time.
    func shape<Output: OperationOutput>(
        _ output: Output, _ call: ToolCall, for reader: WorkerID, limit: Int?
    ) -> Shaped {
        var writer = JSONWriter()
        output.write(to: &writer)
        let json = (try? JSONParser.parse(writer.bytes)) ?? [:]
        guard let list, let rows = json.arrayValue else { return .whole(one(json.objectValue ?? [:], call, reader)) }
        let told = rows.map { shaped($0.objectValue ?? [:], call, reader) }
        let fitting = ResultBudget.count(of: told)
        if fitting < told.count, told.count > 1 { return .rowsThatFit(max(1, fitting)) }
        let wasCut = limit.map { $0 < call.limit ?? $0 } ?? false
        return .whole(page(told, of: list, output.page, wasCut: wasCut && !told.isEmpty))
    }

    private func shaped(_ full: JSONObject, _ call: ToolCall, _ reader: WorkerID) -> JSONObject {
        call.detail == .full ? full : row.concise(full, for: reader)
    }

    private func one(_ full: JSONObject, _ call: ToolCall, _ reader: WorkerID) -> JSONObject {
        guard row != .plain else { return full }
        guard call.detail == .full else { return row.concise(full, for: reader) }
        let (object, note) = DescriptionCut.fit(full, from: call.descriptionOffset, row)
        return noted(object, [note])
    }

    private func page(_ rows: [JSONObject], of list: String, _ info: PageInfo?, wasCut: Bool) -> JSONObject {
        var (rows, notes) = (rows, [String?]())
        if rows.count == 1 {
            let (only, note) = DescriptionCut.fit(rows[0], from: 0, row)
            (rows, notes) = ([only], [note])
        }
        var next: JSON = .null
        if case .cursor(let cursor)? = info?.next { next = .string(cursor) }
        if wasCut, next != .null {
            notes.append("Cut after \(rows.count) rows to stay short: call again with this next_cursor as cursor.")
        }
        let object: JSONObject = [list: .array(rows.map { .object($0) }), "next_cursor": next]
        return noted(object, notes)
    }

    /// Puts in what the server has to say of the result, where it has something to say.
    private func noted(_ object: JSONObject, _ notes: [String?]) -> JSONObject {
        let said = notes.compactMap(\.self)
        guard !said.isEmpty else { return object }
        var object = object
        object["note"] = .string(said.joined(separator: " "))
        return object
    }
}
