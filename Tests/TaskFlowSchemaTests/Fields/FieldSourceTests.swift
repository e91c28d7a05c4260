internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// Where values are looked for, and which place wins.
@Suite struct FieldSourceTests {
    static let path = [(name: "task_id", value: "1")]

    static func report(query: [(name: String, value: String)] = [], body: Arguments.Body = .absent) -> (
        value: Report?, faults: [JSON]
    ) {
        Sent.decode(Report.self, Arguments(path: path, query: query, body: body))
    }

    @Test func theQueryAlone() {
        let answer = Self.report(query: [("percent", "40"), ("note", "n")])
        #expect(answer.value?.percent.rawValue == 40)
        #expect(answer.value?.note?.rawValue == "n")
    }

    @Test func theBodyWins() {
        let answer = Self.report(query: [("percent", "x"), ("note", "n")], body: .json(["percent": 60]))
        #expect(answer.value?.percent.rawValue == 60)
        #expect(answer.value?.note?.rawValue == "n")
    }

    @Test func theBodyWinsWithAFaultToo() {
        let answer = Self.report(query: [("percent", "40")], body: .json(["percent": 101, "note": ""]))
        #expect(answer.faults == [Fault.above("body.percent", 100, 101), Fault.empty("body.note", "")])
    }

    @Test func aNullInTheBodyIsGiven() {
        let answer = Self.report(
            query: [("percent", "40"), ("note", "n")], body: .json(["percent": .null, "note": .null]))
        #expect(answer.faults == [Fault.notInteger("body.percent", .null)])
    }

    @Test func inNeitherTheQueryIsTold() {
        #expect(Self.report().faults == [Fault.missing("query.percent", .null)])
        #expect(Self.report(body: .json(["note": "n"])).faults == [Fault.missing("query.percent", .null)])
    }

    @Test func theLastOfRepeatedValuesCounts() {
        #expect(Self.report(query: [("percent", "200"), ("percent", "40")]).value?.percent.rawValue == 40)
        #expect(
            Self.report(query: [("percent", "40"), ("percent", "200")]).faults == [
                Fault.above("query.percent", 100, "200")
            ])
    }

    /// FastAPI takes null for a body that may be left out.
    @Test func aBodyThatMayBeLeftOut() {
        #expect(Self.report(query: [("percent", "40")], body: .json(.null)).value != nil)
        #expect(Self.report(query: [("percent", "40")], body: .json([])).faults == [Fault.notObject("body", [])])
    }

    @Test func headers() {
        let body = Arguments.Body.json(["assignee": .null])
        #expect(Sent.decode(Handover.self, Arguments(headers: [("x-token", " 7 ")], body: body)).value?.token == 7)
        #expect(
            Sent.faults(Handover.self, Arguments(headers: [("x-token", "z")], body: body)) == [
                Fault.notDigits("header.x-token", "z")
            ])
    }

    @Test func nullIsNotTheSameAsLeftOut() throws {
        let nobody = try Sent.value(Handover.self, body: #"{"assignee":null}"#)
        #expect(nobody != nil)
        #expect(nobody?.assignee.value == nil)
        #expect(try Sent.value(Handover.self, body: #"{"assignee":"@a"}"#)?.assignee.value?.rawValue == "@a")
        #expect(try Sent.faults(Handover.self, body: "{}") == [Fault.missing("body.assignee", [:])])
        #expect(try Sent.faults(Handover.self, body: #"{"assignee":3}"#) == [Fault.notText("body.assignee", 3)])
    }

    @Test func aValueWithinAValue() {
        var issues = Issues()
        #expect(Wallet.decode(["owner": "x", "pin": 1, "spare": 3], into: &issues) == nil)
        #expect(issues.all.map(\.json) == [Fault.notDigits("owner", "x"), Fault.notObject("spare", 3)])
    }
}
