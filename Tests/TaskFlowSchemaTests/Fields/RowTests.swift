internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// A task as a row, as JSON, and as a row again.
@Suite struct RowTests {
    static let row: [ColumnValue] = [
        .integer(7), .text("Write"), .null, .text("in_progress"), .integer(2), .integer(40), .text("@a"), .null, .null,
        .text(" x y "), .integer(0),
        .text("@b"), .integer(3), .integer(1_000), .null, .integer(0), .integer(1_500),
        .integer(1_700), .text(#"["linux","swift"]"#), .integer(1), .integer(2), .integer(0),
        .integer(9_000), .integer(8_000), .integer(3),
        .text("rejected"), .text("Too short"), .text("@c"), .integer(2_000), .null, .null, .text("@b"),
        .integer(1), .integer(4), .text("github:o/r#7"),
    ]

    static let json =
        #"{"id":7,"title":"Write","description":null,"status":"in_progress","priority":"high","progress_percent":40,"#
        + #""assigned_to":"@a","project_slug":null,"parent_id":null,"tags":["x","y"],"due_date":"1970-01-01T00:00:00.000Z","created_by":"@b","#
        + #""version":3,"started_at":"1970-01-01T00:00:01.000Z","completed_at":null,"created_at":"1970-01-01T00:00:00.000Z","#
        + #""updated_at":"1970-01-01T00:00:01.500Z","not_before":"1970-01-01T00:00:01.700Z","#
        + #""requires":["linux","swift"],"waits":1,"open_children":2,"ready":false,"#
        + #""lease":{"generation":3,"expires_at":"1970-01-01T00:00:09.000Z","heartbeat_before":"1970-01-01T00:00:08.000Z"},"#
        + #""remark":{"action":"rejected","text":"Too short","by":"@c","at":"1970-01-01T00:00:02.000Z"},"#
        + #""blocked_kind":null,"submitted_by":null,"accountable_id":"@b","open_questions":1,"comments":4,"source":"github:o/r#7"}"#

    @Test func columns() {
        let first = """
            id title description status priority progress_percent assigned_to project_slug parent_id tags due_date created_by version started_at \
            completed_at created_at updated_at not_before requires waits open_children
            """
        let last =
            "remark_action remark_text remark_by remark_at blocked_kind submitted_by accountable_id open_questions comments source"
        let names = [first, last].map { $0.split(separator: " ").map(String.init) }
        #expect(TaskItem.schema.columns == names[0] + [TaskItem.isReady] + Lease.expressions + names[1])
        #expect(TaskItem.schema.columnCount == 35)
        #expect(Member.schema.columns[1] == "workers.handle")
        #expect(Wallet.schema.columns.isEmpty)
    }

    @Test func aRowIsWrittenInTheOrderOfTheContract() {
        #expect(TaskItem.schema.read(FakeRow(values: Self.row))?.json.text == Self.json)
    }

    @Test func aFieldOfSeveralColumnsMayHoldNothing() {
        var values = Self.row
        for column in 25..<29 { values[column] = .null }
        #expect(TaskItem.schema.read(FakeRow(values: values))?.json["remark"] == .null)
        // The system is nobody's id.
        values = Self.row
        values[27] = .null
        #expect(TaskItem.schema.read(FakeRow(values: values))?.json["remark"]?["by"] == .null)
    }

    @Test func aWrittenTaskReadsAsItWas() throws {
        #expect(try Sent.value(TaskItem.self, body: Self.json)?.json.text == Self.json)
    }

    @Test(arguments: [
        (0, ColumnValue.null), (1, .null), (3, .text("gone")), (4, .integer(9)), (4, .integer(-1)), (9, .null),
        (15, .null), (18, .text("{")), (19, .null), (23, .null), (26, .null), (28, .null),
    ])
    func aRowThatHoldsWhatItMustNot(column: Int, value: ColumnValue) {
        var values = Self.row
        values[column] = value
        #expect(TaskItem.schema.read(FakeRow(values: values)) == nil)
    }

    @Test func objectsInColumns() {
        let object: JSONObject = ["a": [1, "x"], "b": .null]
        #expect(object.columnValue == .text(#"{"a":[1,"x"],"b":null}"#))
        #expect(JSONObject.read(FakeRow(values: [object.columnValue]), 0) == object)
        #expect(JSONObject.read(FakeRow(values: [.text("[]")]), 0) == nil)
        #expect(JSONObject.read(FakeRow(values: [.text("{")]), 0) == nil)
        #expect(JSONObject.read(FakeRow(values: [.null]), 0) == nil)
    }

    @Test func optionalColumns() {
        #expect(Optional<Int>.none.columnValue == .null)
        #expect(Optional(3).columnValue == .integer(3))
        #expect(Int?.read(FakeRow(values: [.null]), 0) == .some(nil))
        #expect(Int?.read(FakeRow(values: [.integer(3)]), 0) == 3)
        #expect(Bool.read(FakeRow(values: [.bool(true)]), 0) == true)
        #expect(TaskStatus?.read(FakeRow(values: [.text("gone")]), 0) == nil)
    }
}
