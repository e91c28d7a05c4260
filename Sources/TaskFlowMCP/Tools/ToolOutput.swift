internal import TaskFlowDomain
internal import TaskFlowOperations
internal import TaskFlowSchema

/// How an operation's answer becomes an object that an agent can afford to read.
struct ToolOutput: Sendable {
    /// What became of an answer.
    enum Shaped {
        case whole(JSONObject)
        /// The answer is too long: ask the operation for this many rows, so that its cursor goes on behind them.
        case rowsThatFit(Int)
    }

    /// What is shown of one thing in a list; `nil` where things are always shown whole.
    let row: ShortRow?
    /// The member that the rows of a list stand in; `nil` for one thing.
    private let list: String?
    private let element: JSONObject

    init<Output: OperationOutput>(_ type: Output.Type) {
        row = Output.shortRow
        var definitions = Definitions(style: .inline)
        let body = Output.describeBody(in: &definitions) ?? ["type": "object"]
        let isList = body["type"] == "array"
        list = isList ? row?.list ?? "items" : nil
        element = isList ? body["items"]?.objectValue ?? [:] : body
    }

    /// The JSON Schema of a list: types alone, because clients check results by it and agents pay for it. One thing needs
    /// none: its members show what there is, where short rows leave out what is null or zero.
    var schema: JSONObject? {
        guard let list else { return nil }
        var one = CompactSchema.of(element, keepsNull: true, keepsRules: false)
        one["type"] = "object"
        return [
            "type": "object",
            "properties": [
                list: ["type": "array", "items": .object(one)], "next_cursor": ["type": ["string", "null"]],
                "note": ["type": "string"],
            ],
            "required": [.string(list), "next_cursor"],
        ]
    }

    /// - Parameters:
    ///   - reader: Who reads it.
    ///   - limit: How many rows were asked for this time.
    func shape<Output: OperationOutput>(
        _ output: Output, _ call: ToolCall, for reader: WorkerID, limit: Int?
    ) -> Shaped {
        if let told = output.told(within: ResultBudget.bytesOfRows) { return .whole(told) }
        var writer = JSONWriter()
        output.write(to: &writer)
        let json = (try? JSONParser.parse(writer.bytes)) ?? [:]
        guard let list, let rows = json.arrayValue else { return .whole(one(json.objectValue ?? [:], call, reader)) }
        let shown = rows.map { shaped($0.objectValue ?? [:], call, reader) }
        let fitting = ResultBudget.count(of: shown)
        if fitting < shown.count, shown.count > 1 { return .rowsThatFit(max(1, fitting)) }
        let wasCut = limit.map { $0 < call.limit ?? $0 } ?? false
        return .whole(page(shown, of: list, output.page, wasCut: wasCut && !shown.isEmpty))
    }

    private func shaped(_ full: JSONObject, _ call: ToolCall, _ reader: WorkerID) -> JSONObject {
        guard let row, call.detail == .concise else { return full }
        return row.concise(full, for: reader)
    }

    private func one(_ full: JSONObject, _ call: ToolCall, _ reader: WorkerID) -> JSONObject {
        guard let row, call.detail == .full else { return shaped(full, call, reader) }
        let (object, note) = ResultBudget.cutDescription(of: full, from: call.descriptionOffset, row)
        return noted(object, [note])
    }

    private func page(_ rows: [JSONObject], of list: String, _ info: PageInfo?, wasCut: Bool) -> JSONObject {
        var (rows, notes) = (rows, [String?]())
        if rows.count == 1, let row {
            let (only, note) = ResultBudget.cutDescription(of: rows[0], from: 0, row)
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

    /// Adds what the server has to say of the result, where it has something to say.
    private func noted(_ object: JSONObject, _ notes: [String?]) -> JSONObject {
        let said = notes.compactMap(\.self)
        guard !said.isEmpty else { return object }
        var object = object
        object["note"] = .string(said.joined(separator: " "))
        return object
    }
}
