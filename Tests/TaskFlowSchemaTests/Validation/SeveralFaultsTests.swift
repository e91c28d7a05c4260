internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// All faults at once, in declared order, whatever the order they were sent in (recorded answers).
@Suite struct SeveralFaultsTests {
    static let wrong = [
        #""title":1"#, #""description":2"#, #""status":3"#, #""priority":"x""#, #""progress_percent":"x""#,
        #""assigned_to":1"#,
        #""project_slug":"A""#, #""parent_id":-1"#, #""tags":"x""#, #""due_date":"x""#,
    ]

    static let faults = [
        Fault.notText("body.title", 1), Fault.notText("body.description", 2), Fault.notStatus("body.status", 3),
        Fault.notPriority("body.priority", "x"),
        Fault.notDigits("body.progress_percent", "x"), Fault.notText("body.assigned_to", 1),
        Fault.notSlug("body.project_slug", "A"),
        Fault.below("body.parent_id", 1, -1), Fault.notList("body.tags", "x"),
        Fault.badTime("body.due_date", "input is too short", "x"),
    ]

    @Test(arguments: [wrong, wrong.reversed()]) func allWrong(members: [String]) throws {
        #expect(try Sent.faults(Creation.self, body: "{\(members.joined(separator: ","))}") == Self.faults)
    }

    @Test func missingEchoesItsSiblings() throws {
        let body = #"{"due_date":"x","status":"z","extra":{"deep":[1,2.5,null]}}"#
        let faults = [
            Fault.missing("body.title", try JSONParser.parse(body.utf8)), Fault.notStatus("body.status", "z"),
            Fault.badTime("body.due_date", "input is too short", "x"),
        ]
        #expect(try Sent.faults(Creation.self, body: body) == faults)
    }

    @Test(arguments: [
        #"{"title":"t","bogus":1,"Title":2,"title ":3}"#, #"{"title":"t","id":"x","version":"y","created_at":0}"#,
        #"{"title":"t","__proto__":{"title":1},"dueDate":"x"}"#,
    ])
    func unknownMembersAreIgnored(body: String) throws { #expect(try Sent.faults(Creation.self, body: body).isEmpty) }

    @Test(arguments: [#"{"":1}"#, #"{"Title":"t"}"#, #"{"ti\u0000tle":"t"}"#]) func namesAreExact(body: String) throws {
        #expect(
            try Sent.faults(Creation.self, body: body) == [Fault.missing("body.title", try JSONParser.parse(body.utf8))]
        )
    }

    @Test func escapedNamesAreNames() throws {
        #expect(try Sent.value(Creation.self, body: #"{"t\u0069tle":"t"}"#)?.title == Title(trusted: "t"))
    }

    @Test(arguments: ["null", "[]", "[1]", #"[{"title":"t"}]"#, #""x""#, "3", "1.5", "true", "[null,{}]"])
    func bodyIsNoObject(raw: String) throws {
        let json = try JSONParser.parse(raw.utf8)
        #expect(Sent.faults(Creation.self, Arguments(body: .json(json))) == [Fault.notObject("body", json)])
    }

    @Test func noBody() { #expect(Sent.faults(Creation.self, Arguments()) == [Fault.missing("body", .null)]) }

    @Test func aBadPathIsToldBesideABadBody() throws {
        let path = [(name: "task_id", value: "abc")]
        let digits = Fault.notDigits("path.task_id", "abc")
        #expect(Sent.faults(Rejection.self, Arguments(path: path)) == [digits, Fault.missing("body", .null)])
        #expect(
            Sent.faults(Rejection.self, Arguments(path: path, body: .json([]))) == [
                digits, Fault.notObject("body", []),
            ])
        #expect(
            Sent.faults(Rejection.self, Arguments(path: path, body: .json(["reason": " "]))) == [
                digits, Fault.empty("body.reason", " "),
            ])
        #expect(
            Sent.faults(Rejection.self, Arguments(path: path, body: .json([:]))) == [
                digits, Fault.missing("body.reason", [:]),
            ])
    }

    /// An error must not be larger than its request.
    @Test func atMostAHundred() {
        let query = (0..<150).map { _ in (name: "status", value: "x") } + [(name: "limit", value: "x")]
        let faults = Sent.faults(Search.self, Arguments(query: query))
        #expect(faults == (0..<100).map { Fault.notStatus("query.status.\($0)", "x") })
    }

    @Test func defaultsStandForWhatIsLeftOut() throws {
        let created = try Sent.value(Creation.self, body: #"{"title":"t"}"#)
        #expect(created?.status == .pending)
        #expect(created?.priority == .medium)
        #expect(created?.progressPercent.rawValue == 0)
        #expect(created?.tags == Tags([]))
        #expect(created?.dueDate == nil)
    }
}
