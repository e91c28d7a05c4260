internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

@Suite struct NumberTests {
    static func read<Value: SchemaValue>(_ type: Value.Type, _ json: JSON) -> Value? {
        var issues = Issues()
        return type.decode(json, into: &issues)
    }

    @Test(arguments: [(0, true), (100, true), (-1, false), (101, false)]) func percentages(number: Int, isOne: Bool) {
        #expect((Self.read(Percent.self, .integer(number)) != nil) == isOne)
    }

    @Test func identifiers() {
        #expect(Self.read(TaskID.self, 0) == nil)
        #expect(Self.read(TaskID.self, 1)?.description == "1")
        #expect(Self.read(AuditID.self, 0) == nil)
        #expect(Self.read(KeyID.self, 0) == nil)
        #expect(Self.read(ProjectID.self, .integer(.max))?.rawValue == .max)
    }

    @Test func zeroForAnOptionalIdentifier() {
        #expect(Self.read(TaskID?.self, 0) == .some(nil))
        #expect(Self.read(TaskID?.self, "0") == .some(nil))
        #expect(Self.read(TaskID?.self, false) == nil)
        #expect(Self.read(Percent?.self, 0) == Percent(trusted: 0))
        #expect(Self.read(AuditID?.self, 0) == nil)
    }

    @Test func inColumns() {
        #expect(TaskID(trusted: 7).columnValue == .integer(7))
        #expect(TaskID.read(FakeRow(value: .integer(7)), 0) == TaskID(trusted: 7))
        #expect(TaskID.read(FakeRow(value: .null), 0) == nil)
        #expect(TaskID?.read(FakeRow(value: .null), 0) == .some(nil))
    }

    /// A column holds the rank, so that the database sorts by urgency.
    @Test func priorities() {
        #expect(Priority.allCases.map(\.rank) == [0, 1, 2, 3])
        #expect(Priority.allCases.map(\.rawValue) == ["low", "medium", "high", "critical"])
        for priority in Priority.allCases {
            #expect(Priority.read(FakeRow(value: priority.columnValue), 0) == priority)
        }
        for rank in [-1, 4] { #expect(Priority.read(FakeRow(value: .integer(rank)), 0) == nil) }
        #expect(Priority.read(FakeRow(value: .null), 0) == nil)
    }
}
