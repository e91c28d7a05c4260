internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// The three states of a member of a partial update: left out, null, a value.
@Suite struct PatchTests {
    @Test func leftOut() throws {
        let change = try Sent.value(Change.self, body: "{}")
        #expect(change != nil)
        guard case .unchanged = change?.description, case .unchanged = change?.title, case .unchanged = change?.tags,
            case .unchanged = change?.dueDate
        else {
            Issue.record("not unchanged")
            return
        }
        #expect(change?.reason == nil)
    }

    @Test func cleared() throws {
        let change = try Sent.value(
            Change.self, body: #"{"description":null,"due_date":null,"assigned_to":null,"reason":null}"#)
        guard case .set(nil) = change?.description, case .set(nil) = change?.dueDate,
            case .set(nil) = change?.assignedTo
        else {
            Issue.record("not cleared")
            return
        }
    }

    @Test func given() throws {
        let change = try Sent.value(
            Change.self, body: #"{"title":" a ","description":"d","tags":["x"],"progress_percent":"7"}"#)
        #expect(change?.title.value?.rawValue == "a")
        #expect(change?.description.value??.rawValue == "d")
        #expect(change?.tags.value == Tags([Tag(trusted: "x")]))
        #expect(change?.progressPercent.value?.rawValue == 7)
        #expect(change?.priority.value == nil)
    }

    /// What cannot be cleared refuses null as it refuses any wrong kind.
    @Test(arguments: [
        ("title", Fault.notText("body.title", .null)), ("status", Fault.notStatus("body.status", .null)),
        ("priority", Fault.notPriority("body.priority", .null)),
        ("progress_percent", Fault.notInteger("body.progress_percent", .null)),
        ("tags", Fault.notList("body.tags", .null)),
    ])
    func notClearable(name: String, fault: JSON) throws {
        #expect(try Sent.faults(Change.self, body: #"{"\#(name)":null}"#) == [fault])
    }

    @Test func everyFaultOfAPatch() throws {
        let body = #"{"reason":{},"due_date":{},"tags":{},"parent_id":{},"assigned_to":{},"priority":{},"title":{}}"#
        let faults = [
            Fault.notText("body.title", [:]), Fault.notPriority("body.priority", [:]),
            Fault.notText("body.assigned_to", [:]), Fault.notInteger("body.parent_id", [:]),
            Fault.notList("body.tags", [:]), Fault.notTime("body.due_date", [:]), Fault.notText("body.reason", [:]),
        ]
        #expect(try Sent.faults(Change.self, body: body) == faults)
    }

    @Test func aBodyIsNeededThoughNoMemberIs() {
        let path = [(name: "task_id", value: "1")]
        #expect(Sent.faults(Change.self, Arguments(path: path)) == [Fault.missing("body", .null)])
        #expect(Sent.faults(Change.self, Arguments(path: path, body: .json(.null))) == [Fault.notObject("body", .null)])
    }
}
